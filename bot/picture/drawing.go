package picture

// Drawing is one picture as data, so that it can be kept, sent elsewhere, and
// drawn when it is needed. Exactly one field is set.
type Drawing struct {
	Roadmap  *Roadmap  `json:",omitempty"`
	Progress *Progress `json:",omitempty"`
	Gap      *Gap      `json:",omitempty"`
	Square   *Square   `json:",omitempty"`
}

// Title is what stands over the picture; empty where no field is set.
func (d *Drawing) Title() string {
	switch {
	case d == nil:
	case d.Roadmap != nil:
		return d.Roadmap.Title
	case d.Progress != nil:
		return d.Progress.Title
	case d.Gap != nil:
		return d.Gap.Title
	case d.Square != nil:
		return d.Square.Title
	}
	return ""
}

// Draw gives the picture as a PNG file; none where no field is set.
func (d Drawing) Draw() ([]byte, error) {
	switch {
	case d.Roadmap != nil:
		return d.Roadmap.Draw()
	case d.Progress != nil:
		return d.Progress.Draw()
	case d.Gap != nil:
		return d.Gap.Draw()
	case d.Square != nil:
		return d.Square.Draw()
	}
	return nil, nil
}
