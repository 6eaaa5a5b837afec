package graph

// SkipGramOptions are the attributes of SKIP_GRAM
// (schema.fbs, table SkipGramOptions).
type SkipGramOptions struct {
	NgramSize        int32
	MaxSkipSize      int32
	IncludeAllNgrams bool
}
