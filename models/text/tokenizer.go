package text

// Tokenizer turns text into token ids of a model's vocabulary.
type Tokenizer interface {
	// Encode returns the ids of the whole text, with the start token where the model
	// was trained with one, neither cut nor padded. Text that is not UTF-8 is tokenized
	// as far as it goes; it is never an error.
	Encode(text string) []int32
}

// Padded is a Tokenizer whose model takes inputs of a fixed length.
type Padded interface {
	Tokenizer
	// Pad is the id that fills an input behind the text.
	Pad() int32
}

// Fit cuts ids to the length of dst, which a model takes, and fills up with pad.
func Fit(dst []int32, ids []int32, pad int32) {
	n := copy(dst, ids)
	for i := range dst[n:] {
		dst[n+i] = pad
	}
}
