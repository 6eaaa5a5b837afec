package reference

import (
	"context"
	"fmt"

	"edged/delegates"
	"edged/internal/cpu"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// machine is what the sessions of one Load share: workers, memory, the model's subgraphs
// and its state.
type machine struct {
	graph   *graph.Graph
	release func([]byte) // see delegates.Model; may be nil
	opts    delegates.Options
	// builder returns an operator's builder: the table, which builders cannot name themselves.
	builder func(*graph.Op) builder
	team    *team
	mem     memory
	ctx     context.Context // of the invocation that runs
	cpu     cpu.Features
	frames  map[*graph.Subgraph]*frame
	builds  int // segments built so far
	packed  map[packKey]*loop.Matrix
	packs   *packs
	users   int // sessions that are not closed
	resources
}

// newMachine takes options whose defaults are filled in.
func newMachine(m delegates.Model, o delegates.Options, c cpu.Features, s *packs) *machine {
	builders := builderOf
	if o.Kernels == XNNPACK {
		builders = xnnpackBuilderOf
	}
	return &machine{
		graph: m.Graph, release: m.Release, opts: o, builder: builders, cpu: c, team: newTeam(o.Threads), mem: memory{limit: o.Arena},
		ctx: context.Background(), frames: map[*graph.Subgraph]*frame{}, packed: map[packKey]*loop.Matrix{}, packs: s, resources: newResources(),
	}
}

// open makes a session for a signature.
func (m *machine) open(key string) (*session, error) {
	entry, sub, err := m.graph.Entry(key)
	if err != nil {
		return nil, err
	}
	if err := hasKernels(m.graph, sub); err != nil {
		return nil, err
	}
	s := &session{m: m, frame: m.frame(sub)}
	if err := s.bind(entry); err != nil {
		return nil, err
	}
	m.users++
	return s, nil
}

// frame returns the subgraph's frame.
func (m *machine) frame(s *graph.Subgraph) *frame {
	f := m.frames[s]
	if f == nil {
		f = newFrame(m, s)
		m.frames[s] = f
	}
	return f
}

// callee returns the frame of a subgraph that an operator calls, made ready for inputs of
// the shapes that are known now.
func (m *machine) callee(i int32, in []*value) (*frame, error) {
	if i < 0 || int(i) >= len(m.graph.Subgraphs) {
		return nil, fmt.Errorf("runs subgraph %d of %d", i, len(m.graph.Subgraphs))
	}
	f := m.frame(m.graph.Subgraphs[i])
	if len(in) != len(f.sub.Inputs) {
		return nil, fmt.Errorf("%s has %d inputs, gets %d", f.label, len(f.sub.Inputs), len(in))
	}
	if m.builds > maxBuildsAhead {
		return f, nil
	}
	for j, v := range in {
		f.want[j] = v.Shape
	}
	_, err := f.root()
	return f, f.wrap(err)
}

// maxBuildsAhead bounds what is built before it runs: subgraphs that call each other with
// ever other shapes could ask for any number.
const maxBuildsAhead = 1000

// trim drops what is kept for shapes and values other than the latest.
func (m *machine) trim() {
	for _, f := range m.frames {
		f.trim()
	}
}

// reset forgets all state.
func (m *machine) reset() {
	for _, f := range m.frames {
		for _, s := range f.roots {
			s.reset()
		}
	}
	m.resources.reset(&m.mem)
}

// close ends the use by one session.
func (m *machine) close() {
	if m.users--; m.users == 0 {
		m.team.close()
	}
}
