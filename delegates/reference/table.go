package reference

import "edged/models/graph"

// builders is the table of kernels, one for each operator. A builder stands in its
// operator's own file.
var builders = map[graph.OpCode]builder{
	graph.OpRelu:    buildRelu,
	graph.OpReshape: buildReshape,
}

// customBuilders is the same for custom operators, by name.
var customBuilders = map[string]builder{}
