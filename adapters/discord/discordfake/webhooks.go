package discordfake

import "encoding/json"

// webhook finds the interaction of a token that follow-ups may use; s.mu is held.
func (s *Server) webhook(ids []string) (*Interaction, error) {
	i := s.byToken[ids[1]]
	if ids[0] != AppID || i == nil || i.Callback == 0 {
		return nil, errUnknownWebhook()
	}
	if s.now().Sub(i.At) > followWithin {
		return nil, errWebhookToken()
	}
	return i, nil
}

// followUp adds a message to an interaction. The first one after a deferral
// takes the place of "thinking", as Discord does it.
func (s *Server) followUp(r *request, ids []string) (reply, error) {
	i, err := s.webhook(ids)
	if err != nil {
		return reply{}, err
	}
	var in outgoing
	if json.Unmarshal(r.body, &in) != nil {
		return reply{}, errJSON()
	}
	if i.original != nil && i.original.Flags&flagLoading != 0 {
		return s.fill(r, i, i.original)
	}
	m, err := s.build(s.channel(i.Channel), &in, r.files)
	if err != nil {
		return reply{}, err
	}
	s.addTo(i, m)
	return reply{body: m}, nil
}

// fill edits a message of an interaction; s.mu is held.
func (s *Server) fill(r *request, i *Interaction, m *Message) (reply, error) {
	flags := m.Flags
	m.Flags &^= flagLoading
	var in outgoing
	if json.Unmarshal(r.body, &in) != nil {
		m.Flags = flags
		return reply{}, errJSON()
	}
	in.keepFlags(m)
	if err := s.apply(m, &in, r.files); err != nil {
		m.Flags = flags
		return reply{}, err
	}
	at := stamp(s.now())
	m.Edited = &at
	if m.only == "" {
		s.send("MESSAGE_UPDATE", s.channel(i.Channel), m)
	}
	return reply{body: m}, nil
}

// ofWebhook finds a message by its id or @original; s.mu is held.
func (s *Server) ofWebhook(ids []string) (*Interaction, *Message, error) {
	i, err := s.webhook(ids)
	if err != nil {
		return nil, nil, err
	}
	if ids[2] == "@original" {
		if i.original == nil {
			return nil, nil, errUnknownMessage()
		}
		return i, i.original, nil
	}
	c := s.channel(i.Channel)
	for _, id := range i.Messages {
		if id == ids[2] && c.byID[id] != nil {
			return i, c.byID[id], nil
		}
	}
	if i.on != nil && i.on.ID == ids[2] {
		return i, i.on, nil
	}
	return nil, nil, errUnknownMessage()
}

func (s *Server) getFollowUp(_ *request, ids []string) (reply, error) {
	_, m, err := s.ofWebhook(ids)
	if err != nil {
		return reply{}, err
	}
	return reply{body: m}, nil
}

func (s *Server) editFollowUp(r *request, ids []string) (reply, error) {
	i, m, err := s.ofWebhook(ids)
	if err != nil {
		return reply{}, err
	}
	return s.fill(r, i, m)
}

func (s *Server) deleteFollowUp(_ *request, ids []string) (reply, error) {
	i, m, err := s.ofWebhook(ids)
	if err != nil {
		return reply{}, err
	}
	if i.original == m {
		i.original = nil
	}
	s.remove(s.channel(i.Channel), m)
	return reply{}, nil
}
