package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"edged/delegates"
	"edged/models/graph"
)

// benchArena compares the memory for what operators compute: the engine's arena, which has
// its kernels' scratch memory too, the least that any plan could do with, and what LiteRT's
// tensors lie in. LiteRT does not tell how large its arena is; the addresses of its tensors
// do, short of scratch memory behind the last of them.
func benchArena(ctx context.Context, o *options) error {
	l, err := startLiteRT(ctx, o)
	if err != nil {
		return err
	}
	defer l.close()
	fmt.Fprintln(o.out, "arena: bytes with one thread; the bound is the most that lives at one operator; LiteRT with its reference kernels")
	w := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "MODEL\tEDGED\tBOUND\tLITERT\tEDGED/BOUND\tEDGED/LITERT\t")
	for _, m := range engineModels {
		path := filepath.Join(o.data, m)
		own, bound, theirs, err := arenas(ctx, l, path)
		if err != nil {
			return fmt.Errorf("%s: %w", m, err)
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.2f\t%.2f\t\n", filepath.Base(path), own, bound, theirs,
			float64(own)/float64(bound), float64(own)/float64(theirs))
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// arenas returns the bytes of the engine's arena, their lower bound, and LiteRT's.
func arenas(ctx context.Context, l *litert, path string) (own, bound, theirs int64, err error) {
	s, err := load(ctx, path, 1)
	if err != nil {
		return 0, 0, 0, err
	}
	defer s.Close()
	g, _, err := decode(path)
	if err != nil {
		return 0, 0, 0, err
	}
	lives, err := lifetimes(g)
	if err != nil {
		return 0, 0, 0, err
	}
	places, err := l.places(question{Model: path, Kernels: kernelSets[0], Threads: 1, Tensors: tensorsOf(lives)})
	if err != nil {
		return 0, 0, 0, err
	}
	return s.(delegates.Profiler).ArenaBytes(), mostAlive(lives, len(g.Subgraphs[0].Ops)), stretches(places), nil
}

// life is how long a tensor needs its memory: from operator first to operator last.
type life struct {
	tensor, first, last int
	bytes               int64
}

// lifetimes returns those of the tensors that operators of the first subgraph write, and of
// its inputs. Outputs live to the end.
func lifetimes(g *graph.Graph) ([]life, error) {
	sub := g.Subgraphs[0]
	shapes, err := g.Shapes(sub)
	if err != nil {
		return nil, err
	}
	lives := map[int]*life{}
	begin := func(t, first int) {
		if x := &sub.Tensors[t]; !x.Const() && !x.Variable {
			lives[t] = &life{t, first, first, int64(x.Type.Bytes(graph.Elems(shapes[t])))}
		}
	}
	for _, t := range sub.Inputs {
		begin(t, 0)
	}
	for i, op := range sub.Ops {
		for _, t := range op.Inputs {
			if lives[t] != nil {
				lives[t].last = i
			}
		}
		for _, t := range op.Outputs {
			begin(t, i)
		}
	}
	for _, t := range sub.Outputs {
		if lives[t] != nil {
			lives[t].last = len(sub.Ops) - 1
		}
	}
	var all []life
	for _, l := range lives {
		all = append(all, *l)
	}
	slices.SortFunc(all, func(a, b life) int { return cmp.Compare(a.tensor, b.tensor) })
	return all, nil
}

func tensorsOf(lives []life) (all []int) {
	for _, l := range lives {
		if l.bytes > 0 {
			all = append(all, l.tensor)
		}
	}
	return all
}

// mostAlive returns the largest sum of bytes that live at one operator.
func mostAlive(lives []life, ops int) (most int64) {
	for i := range ops {
		var sum int64
		for _, l := range lives {
			if l.first <= i && i <= l.last {
				sum += l.bytes
			}
		}
		most = max(most, sum)
	}
	return most
}

// stretch is the largest gap between two tensors of one arena.
const stretch = 64 << 10

// stretches returns how many bytes the tensors at some addresses lie in: in one arena, or
// in more that are far apart.
func stretches(places [][2]int64) (total int64) {
	slices.SortFunc(places, func(a, b [2]int64) int { return cmp.Compare(a[0], b[0]) })
	var end int64
	for i, p := range places {
		switch at := p[0] + p[1]; {
		case i == 0 || p[0] > end+stretch:
			total += p[1]
			end = at
		case at > end:
			total += at - end
			end = at
		}
	}
	return total
}
