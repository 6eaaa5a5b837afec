package reference

import (
	"fmt"

	"edged/models/graph"
)

// whileLoop runs a body while a condition holds. The state is in the outputs.
type whileLoop struct {
	m          *machine
	cond, body *frame
	in, state  []*value
	forwarded  []bool // of each input: the body hands it on as it is
}

// buildWhile makes a whileLoop over two subgraphs.
func buildWhile(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.WhileOptions)
	l := &whileLoop{m: p.m, in: p.ins(0), state: p.outs()}
	var err error
	if l.cond, err = p.m.callee(o.CondSubgraphIndex, l.in); err != nil {
		return nil, err
	}
	if l.body, err = p.m.callee(o.BodySubgraphIndex, l.in); err != nil {
		return nil, err
	}
	for i, t := range l.body.sub.Inputs {
		l.forwarded = append(l.forwarded, l.body.sub.Outputs[i] == t)
	}
	return l, nil
}

func (*whileLoop) units() int { return 1 }

func (l *whileLoop) run(_, _, _ int) error {
	for i, v := range l.state {
		if err := v.assign(l.in[i]); err != nil {
			return err
		}
	}
	var kept []bool // what the body still has from the round before
	for {
		if on, err := l.holds(); err != nil || !on {
			return err
		}
		runs := l.body.runs
		if err := l.body.call(l.state, kept); err != nil {
			return err
		}
		if kept = l.forwarded; l.body.runs != runs+1 {
			kept = nil
		}
		for i, v := range l.state {
			if l.forwarded[i] {
				continue
			}
			if err := v.assign(l.body.out(i)); err != nil {
				return err
			}
		}
	}
}

// holds runs the condition.
func (l *whileLoop) holds() (bool, error) {
	if err := l.m.ctx.Err(); err != nil {
		return false, err
	}
	if err := l.cond.call(l.state, nil); err != nil {
		return false, err
	}
	v := l.cond.out(0)
	if len(v.Data) != 1 {
		return false, fmt.Errorf("%s: the condition has shape %v, wants one element", l.cond.label, v.Shape)
	}
	return v.Data[0] != 0, nil
}
