package task

import (
	"edged/models/graph"
	"edged/models/image"
)

// picture reads pictures into a model's only input.
type picture struct {
	to        *image.Input
	in        *graph.Tensor
	maxPixels int
	last      struct{ width, height int } // of the request's picture
}

// newPicture checks that the model takes one picture.
func newPicture(b Bundle, p *ports, n image.Normalization) (*picture, error) {
	if err := p.one(); err != nil {
		return nil, err
	}
	in, err := image.NewInput(p.in[0], n)
	if err != nil {
		return nil, err
	}
	return &picture{to: in, in: &p.in[0], maxPixels: b.Config.MaxPixels}, nil
}

func (p *picture) read(media []byte) (err error) {
	p.last.width, p.last.height, err = p.to.Decode(p.in.Data, media, p.maxPixels)
	return err
}

// size returns the size that answers are in: the picture's, or the model's input where
// the request brought tensors.
func (p *picture) size(tensors bool) (width, height int) {
	if tensors {
		return p.to.Width, p.to.Height
	}
	return p.last.width, p.last.height
}
