package graph

// rules is the table of shape rules, one for each operator that a kernel exists for.
// A rule stands in its operator's own file.
var rules = map[OpCode]rule{
	OpRelu:    sameShape,
	OpReshape: inferReshape,
}

// customRules is the same for custom operators, by name.
var customRules = map[string]rule{}
