package graph

// RandomOptions are the attributes of RANDOM_STANDARD_NORMAL, RANDOM_UNIFORM, MULTINOMIAL
// (schema.fbs, table RandomOptions).
type RandomOptions struct {
	Seed  int64
	Seed2 int64
}
