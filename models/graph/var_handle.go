package graph

// VarHandleOptions are the attributes of VAR_HANDLE
// (schema.fbs, table VarHandleOptions).
type VarHandleOptions struct {
	Container  string
	SharedName string
}
