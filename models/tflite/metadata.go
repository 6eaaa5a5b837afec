package tflite

import (
	"fmt"

	"edged/models/graph"
)

// metadataName is the name of the metadata blob that holds a ModelMetadata table, and
// metadataIdentifier its FlatBuffers file identifier (TFLite metadata_schema.fbs).
const (
	metadataName       = "TFLITE_METADATA"
	metadataIdentifier = "M001"
)

// ModelInfo is what a model's TFLite metadata says about it.
type ModelInfo struct {
	Name, Description, Version, Author, License string
	Files                                       []File // of the model as a whole
	// Inputs and Outputs describe the first subgraph's, in its order; a file may
	// describe fewer than there are.
	Inputs, Outputs []TensorInfo
	// Preprocess are the steps before the inputs as a whole, tokenizers for example.
	Preprocess []ProcessUnit
}

// FileType says what an associated file is for.
type FileType int8

// The types of associated files.
const (
	UnknownFile FileType = iota
	Descriptions
	AxisLabels  // one label for each index along an axis: the classes of a classifier
	ValueLabels // one label for each value of the tensor: the classes of a detector
	AxisScoreCalibration
	Vocabulary
	ScannIndex
)

// File is a file that belongs to a model or a tensor. Data is nil where the model names a
// file that it does not contain.
type File struct {
	Name, Description string
	Type              FileType
	Locale            string // of labels: en for example; empty: any
	Data              []byte
}

// ColorSpace is the colours a picture input takes.
type ColorSpace int8

// The colour spaces.
const (
	UnknownColor ColorSpace = iota
	RGB
	Grayscale
)

// ContentType is what a tensor stands for.
type ContentType uint8

// The content types.
const (
	UnknownContent ContentType = iota
	Features
	Image
	BoundingBoxes
	Audio
)

// TensorInfo describes one input or output.
type TensorInfo struct {
	Name, Description string
	Content           ContentType
	Color             ColorSpace // of an Image
	SampleRate        int        // of Audio, in Hz
	Min, Max          []float32  // of the values after normalization
	Process           []ProcessUnit
	Files             []File
}

// ProcessUnit is a step before or after the model: *Normalization, *ScoreThresholding,
// *RegexTokenizer, *BertTokenizer or *SentencePieceTokenizer; nil: one that is not known.
type ProcessUnit any

// Normalization is input = (value - Mean) / Std, one number for all channels or one each.
type Normalization struct{ Mean, Std []float32 }

// ScoreThresholding drops results below a score.
type ScoreThresholding struct{ Global float32 }

// RegexTokenizer splits text at a delimiter and looks tokens up in a vocabulary.
type RegexTokenizer struct {
	Delimiter  string // RE2 syntax
	Vocabulary []File
}

// BertTokenizer is BERT's basic and WordPiece tokenization.
type BertTokenizer struct{ Vocabulary []File }

// SentencePieceTokenizer is a SentencePiece model.
type SentencePieceTokenizer struct{ Model, Vocabulary []File }

// Info reads a model's TFLite metadata; nil without an error where it has none.
func Info(g *graph.Graph) (*ModelInfo, error) {
	b := g.MetadataNamed(metadataName)
	if b == nil {
		return nil, nil
	}
	if len(b) < 8 || string(b[4:8]) != metadataIdentifier {
		return nil, fmt.Errorf("tflite: metadata: the identifier %s is missing", metadataIdentifier)
	}
	m := metadata{r: newReader(b), packed: g.Packed}
	info := m.model(m.r.root())
	if m.r.err != nil {
		return nil, fmt.Errorf("tflite: metadata: %w", m.r.err)
	}
	return info, nil
}

// metadata reads one metadata blob.
type metadata struct {
	r      *reader
	packed map[string][]byte
}

func (m *metadata) model(t table) *ModelInfo {
	info := &ModelInfo{
		Name: t.str(0), Description: t.str(1), Version: t.str(2), Author: t.str(4), License: t.str(5),
		Files: m.files(t, 6),
	}
	t.tables(3, "subgraph", func(i int, t table) {
		if i > 0 {
			return
		}
		t.tables(2, "input", func(_ int, t table) { info.Inputs = append(info.Inputs, m.tensor(t)) })
		t.tables(3, "output", func(_ int, t table) { info.Outputs = append(info.Outputs, m.tensor(t)) })
		info.Preprocess = m.units(t, 5)
		info.Files = append(info.Files, m.files(t, 4)...)
	})
	return info
}

func (m *metadata) tensor(t table) TensorInfo {
	out := TensorInfo{
		Name: t.str(0), Description: t.str(1), Process: m.units(t, 4), Files: m.files(t, 6),
	}
	if c, ok := t.sub(3); ok {
		out.Content = ContentType(c.u8(0))
		p, _ := c.sub(1)
		switch out.Content {
		case Image:
			out.Color = ColorSpace(p.i8(0))
		case Audio:
			out.SampleRate = int(p.i32(0, 0))
		}
	}
	if s, ok := t.sub(5); ok {
		out.Max, out.Min = s.f32s(0), s.f32s(1)
	}
	return out
}

func (m *metadata) files(t table, slot int) (out []File) {
	t.tables(slot, "file", func(_ int, t table) {
		f := File{Name: t.str(0), Description: t.str(1), Type: FileType(t.i8(2)), Locale: t.str(3)}
		f.Data = m.packed[f.Name]
		out = append(out, f)
	})
	return out
}

// Members of the union ProcessUnitOptions.
const (
	unitNormalization = 1 + iota
	unitScoreCalibration
	unitScoreThresholding
	unitBert
	unitSentencePiece
	unitRegex
)

func (m *metadata) units(t table, slot int) (out []ProcessUnit) {
	t.tables(slot, "process unit", func(_ int, t table) {
		o, _ := t.sub(1)
		switch t.u8(0) {
		case unitNormalization:
			out = append(out, &Normalization{Mean: o.f32s(0), Std: o.f32s(1)})
		case unitScoreThresholding:
			out = append(out, &ScoreThresholding{Global: o.f32(0)})
		case unitBert:
			out = append(out, &BertTokenizer{Vocabulary: m.files(o, 0)})
		case unitSentencePiece:
			out = append(out, &SentencePieceTokenizer{Model: m.files(o, 0), Vocabulary: m.files(o, 1)})
		case unitRegex:
			out = append(out, &RegexTokenizer{Delimiter: o.str(0), Vocabulary: m.files(o, 1)})
		default:
			out = append(out, nil)
		}
	})
	return out
}

// Labels returns the lines of the tensor's first labels file, nil without one. A trailing
// empty line does not count.
func (t *TensorInfo) Labels() []string {
	for _, f := range t.Files {
		if (f.Type == AxisLabels || f.Type == ValueLabels) && f.Data != nil {
			return lines(f.Data)
		}
	}
	return nil
}
