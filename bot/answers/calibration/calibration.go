// Package calibration owns how often an answer is right that is so likely. It
// must not know how it was found.
package calibration

// Points lead from a posterior to how often such an answer is right.
//
// A posterior says how one topic compares with the others, not how often such
// an answer, or such a refusal, is right. These points lead from the one to the
// other: measured on 605 messages of seven voices, then on 840 of three more,
// that the model had not learned from, each with the one topic that answers it
// best; then moved by hand on 250 messages of people, most of them known in
// development, of which the middle fifth was right less often than that said,
// and refusals were right more often.
type Points []struct{ posterior, right float64 }

// What was measured of answers, and of refusals.
var (
	Answers  = Points{{0, 0.25}, {0.16, 0.41}, {0.25, 0.49}, {0.35, 0.6}, {0.45, 0.68}, {0.55, 0.74}, {0.7, 0.77}, {0.85, 0.82}, {0.93, 0.91}, {0.97, 0.95}, {1, 0.98}}
	Refusals = Points{{0, 0.25}, {0.55, 0.36}, {0.65, 0.58}, {0.9, 0.7}, {0.95, 0.74}, {1, 0.93}}
)

// Of is how often what has a posterior is right.
func (points Points) Of(posterior float64) float64 {
	for i := 1; i < len(points); i++ {
		low, high := points[i-1], points[i]
		if posterior <= high.posterior {
			return low.right + (posterior-low.posterior)/(high.posterior-low.posterior)*(high.right-low.right)
		}
	}
	return points[len(points)-1].right
}
