package graph

func foldBroadcastArgs(n *node) {
	a, ok := n.known(0)
	b, ok2 := n.known(1)
	if !ok || !ok2 {
		return
	}
	if s, err := Broadcast(a, b); err == nil {
		n.know(0, s)
	}
}

func foldConcatenation(n *node) {
	if v, ok := n.joined(); ok && len(n.shape(0)) == 1 {
		n.know(0, v)
	}
}

func foldPack(n *node) {
	if v, ok := n.joined(); ok && len(n.shape(0)) == 0 {
		n.know(0, v)
	}
}

func foldUnpack(n *node) {
	v, ok := n.values1()
	for i := range n.op.Outputs {
		if ok && i < len(v) {
			n.know(i, v[i:i+1])
		}
	}
}

func foldGather(n *node) {
	v, ok := n.values1()
	at, ok2 := n.known(1)
	if !ok || !ok2 {
		return
	}
	out := []int{}
	for _, i := range at {
		if i < 0 || i >= len(v) {
			return
		}
		out = append(out, v[i])
	}
	n.know(0, out)
}

func foldReduceProd(n *node) {
	v, ok := n.values1()
	axes, ok2 := n.known(1)
	if !ok || !ok2 || len(axes) == 0 {
		return
	}
	product := int64(1)
	for _, x := range v {
		if product *= int64(x); !fits32(product) {
			return
		}
	}
	n.know(0, []int{int(product)})
}

func foldSlice(n *node) {
	v, ok := n.values1()
	begin, ok2 := n.known(1)
	size := n.shapes[n.op.Outputs[0]]
	if ok && ok2 && len(begin) == 1 && len(size) == 1 {
		n.know(0, v[begin[0]:begin[0]+size[0]])
	}
}

func foldStridedSlice(n *node) {
	v, ok := n.values1()
	var at [3][]int
	for i := range at {
		x, known := n.known(i + 1)
		ok = ok && known
		at[i] = x
	}
	if !ok {
		return
	}
	s, err := n.op.Options.(*StridedSliceOptions).Resolve(n.shape(0), at[0], at[1], at[2])
	if err != nil || len(s.Begin) != 1 {
		return
	}
	out := []int{}
	for i := range s.Count[0] {
		out = append(out, v[s.Begin[0]+i*s.Step[0]])
	}
	n.know(0, out)
}
