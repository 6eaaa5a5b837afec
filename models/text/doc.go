// Package text turns text into the token ids that language models take.
package text
