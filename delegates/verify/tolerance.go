package verify

import (
	"fmt"
	"strings"
)

// Tolerance says how far an engine's answers may lie from the reference's. What is zero is
// not looked at; NaN and infinite numbers where the reference is finite never pass.
type Tolerance struct {
	Exact     bool    `json:"exact,omitempty"`     // every element is equal
	LSB       float64 `json:"lsb,omitempty"`       // largest difference of quantized outputs, in steps
	Relative  float64 `json:"relative,omitempty"`  // largest difference of real outputs over the largest magnitude
	SQNR      float64 `json:"sqnr_db,omitempty"`   // least signal to noise ratio, dB
	Agreement float64 `json:"agreement,omitempty"` // least share of the task's answer, above 0 to 1
}

// Check returns nil, or an error with the first figure that is outside, its limit, and all
// figures.
func (t Tolerance) Check(f Figures) error {
	outside := ""
	switch {
	case f.NonFinite > 0:
		outside = fmt.Sprintf("%d elements are NaN or infinite where the reference is not", f.NonFinite)
	case t.Exact && f.Differ > 0:
		outside = fmt.Sprintf("%d elements differ, none may", f.Differ)
	case t.LSB > 0 && f.LSB > t.LSB:
		outside = fmt.Sprintf("%g LSB apart, %g allowed", f.LSB, t.LSB)
	case t.Relative > 0 && f.Relative > t.Relative:
		outside = fmt.Sprintf("%.3g of the largest magnitude apart, %.3g allowed", f.Relative, t.Relative)
	case t.SQNR > 0 && f.SQNR < t.SQNR:
		outside = fmt.Sprintf("%.1f dB from the reference, at least %.1f wanted", f.SQNR, t.SQNR)
	case t.Agreement > 0 && !(f.Agreement >= t.Agreement):
		outside = fmt.Sprintf("%.4g %% of the answer the same, at least %.4g %% wanted", 100*f.Agreement, 100*t.Agreement)
	default:
		return nil
	}
	return fmt.Errorf("%s: %v", outside, f)
}

// String says what is looked at.
func (t Tolerance) String() string {
	var s []string
	if t.Exact {
		s = append(s, "equal")
	}
	for _, l := range []struct {
		limit float64
		text  string
	}{
		{t.LSB, "at most %g LSB"}, {t.Relative, "at most %.3g relative"}, {t.SQNR, "at least %g dB"}, {t.Agreement, "agreement at least %.4g"},
	} {
		if l.limit > 0 {
			s = append(s, fmt.Sprintf(l.text, l.limit))
		}
	}
	if len(s) == 0 {
		return "finite numbers"
	}
	return strings.Join(s, ", ")
}
