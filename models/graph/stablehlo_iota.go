package graph

// StableHLOIotaOptions are the attributes of STABLEHLO_IOTA
// (schema.fbs, table StablehloIotaOptions).
type StableHLOIotaOptions struct {
	IotaDimension int64
}
