package careers

// This file lets the core build until the loader lands, which takes its place: delete it then.

// Content is everything that the mentor knows.
type Content struct{}

func (c *Content) Proposals() []Proposal                       { return nil }
func (c *Content) Role(string) (*Role, bool)                   { return nil, false }
func (c *Content) Roles() []*Role                              { return nil }
func (c *Content) Certification(string) (*Certification, bool) { return nil, false }
func (c *Content) Certifications() []*Certification            { return nil }
func (c *Content) Rungs(from, to string) ([]*Role, bool)       { return nil, false }
func (c *Content) Title(id string, lang Lang) string           { return "" }
func (c *Content) Topic(id string) (Topic, bool)               { return Topic{}, false }
