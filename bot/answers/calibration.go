package answers

// A posterior says how one topic compares with the others, not how often such
// an answer is right. These points, measured on messages written for the
// purpose (testdata/written.jsonl), lead from the one to the other.
var calibration = []struct{ posterior, right float64 }{
	{0, 0.2}, {0.3, 0.42}, {0.5, 0.6}, {0.7, 0.7}, {0.8, 0.82}, {0.95, 0.94}, {1, 0.97},
}

// calibrated is how often an answer such as this one is right.
func calibrated(a Answer) float64 {
	if a.Kind != Answered {
		return a.Confidence
	}
	for i := 1; i < len(calibration); i++ {
		low, high := calibration[i-1], calibration[i]
		if a.Confidence <= high.posterior {
			return low.right + (a.Confidence-low.posterior)/(high.posterior-low.posterior)*(high.right-low.right)
		}
	}
	return calibration[len(calibration)-1].right
}
