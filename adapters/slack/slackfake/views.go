package slackfake

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
)

// View is a modal or a home tab.
type View struct {
	ID   string
	User string
	Body object
	Hash string
	Root string
	Prev string
	open bool
	kept map[string]string // what was entered and sent back with errors
}

func (v *View) json(s *Server) object {
	o := object{}
	for k, x := range v.Body {
		o[k] = x
	}
	o["id"], o["team_id"], o["hash"], o["app_id"], o["bot_id"] = v.ID, s.opt.Team, v.Hash, s.opt.AppID, s.opt.BotID
	o["root_view_id"], o["app_installed_team_id"] = v.Root, s.opt.Team
	if v.Prev != "" {
		o["previous_view_id"] = v.Prev
	} else {
		o["previous_view_id"] = nil
	}
	if o["state"] == nil {
		o["state"] = object{"values": object{}}
	}
	return o
}

// Blocks gives a view's blocks.
func (v *View) Blocks() json.RawMessage { return raw(v.Body["blocks"]) }

// Home is what a user's home tab shows; nil where nothing was published.
func (s *Server) Home(user string) *View {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.homes[user]; v != nil {
		c := *v
		return &c
	}
	return nil
}

// Modal is the view that a user has open; nil where there is none.
func (s *Server) Modal(user string) *View {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.modal(user); v != nil {
		c := *v
		return &c
	}
	return nil
}

func (s *Server) modal(user string) *View {
	var newest *View
	for _, v := range s.views {
		if v.User == user && v.open && (newest == nil || v.ID > newest.ID) {
			newest = v
		}
	}
	return newest
}

func (s *Server) viewsOpen(a object) reply {
	t := s.triggers[str(a, "trigger_id")]
	switch {
	case t == nil:
		return refused("invalid_trigger_id")
	case t.used:
		return refused("exchanged_trigger_id")
	case s.opt.Now().After(t.expires):
		return refused("expired_trigger_id")
	}
	body, is := a["view"].(object)
	if !is {
		return refused("invalid_arguments")
	}
	if code := checkView(body, "modal"); code != "" {
		return refused(code)
	}
	t.used = true
	v := &View{ID: s.id("V"), User: t.user, Body: body, Hash: s.ts(), open: true}
	v.Root = v.ID
	s.views[v.ID] = v
	return ok(object{"view": v.json(s)})
}

func (s *Server) viewsUpdate(a object) reply {
	v := s.views[str(a, "view_id")]
	if v == nil || !v.open {
		return refused("not_found")
	}
	body, is := a["view"].(object)
	if !is {
		return refused("invalid_arguments")
	}
	if code := checkView(body, str(v.Body, "type")); code != "" {
		return refused(code)
	}
	if h := str(a, "hash"); h != "" && h != v.Hash {
		return refused("hash_conflict")
	}
	v.Body, v.Hash = body, s.ts()
	return ok(object{"view": v.json(s)})
}

func (s *Server) viewsPublish(a object) reply {
	user := str(a, "user_id")
	if user == "" || s.user(user).Deleted {
		return refused("user_not_found")
	}
	body, is := a["view"].(object)
	if !is {
		return refused("invalid_arguments")
	}
	if code := checkView(body, "home"); code != "" {
		return refused(code)
	}
	v := s.homes[user]
	if h := str(a, "hash"); v != nil && h != "" && h != v.Hash {
		return refused("hash_conflict")
	}
	if v == nil {
		v = &View{ID: s.id("V"), User: user}
		v.Root = v.ID
		s.homes[user] = v
	}
	v.Body, v.Hash = body, s.ts()
	return ok(object{"view": v.json(s)})
}

// makeView submits or closes a modal, or asks for a select's options.
func (s *Server) makeView(e Event, sent *Sent, team, who object) (*delivery, error) {
	v := s.views[e.View]
	if e.View == "" {
		v = s.modal(e.User)
	}
	if v == nil {
		return nil, fmt.Errorf("slackfake: %s has no view open", e.User)
	}
	p := object{"token": "t", "team": team, "user": who, "api_app_id": s.opt.AppID, "is_enterprise_install": false, "enterprise": nil}
	switch e.Kind {
	case "close":
		v.open = false
		p["type"], p["view"], p["is_cleared"] = "view_closed", v.json(s), false
		return interactive(p), nil
	case "suggest":
		p["type"], p["view"], p["value"], p["action_id"] = "block_suggestion", v.json(s), e.Text, e.Action
		_, block := find(v.Blocks(), e.Action)
		p["block_id"] = block
		p["container"] = object{"type": "view", "view_id": v.ID}
		return interactive(p), nil
	}
	all := map[string]string{}
	maps.Copy(all, v.kept)
	maps.Copy(all, e.Fields)
	values, err := entered(v, all)
	if err != nil {
		return nil, err
	}
	v.kept = all
	sent.TriggerID = s.newTrigger(e.User)
	body := v.json(s)
	body["state"] = object{"values": values}
	p["type"], p["view"], p["trigger_id"], p["response_urls"] = "view_submission", body, sent.TriggerID, []any{}
	return interactive(p), nil
}

// entered is a view's state: what was filled in, by block and action. What is
// not named keeps what stood in it.
func entered(v *View, fields map[string]string) (object, error) {
	values := object{}
	left := map[string]string{}
	for k, x := range fields {
		left[k] = x
	}
	blocks, _ := v.Body["blocks"].([]any)
	for _, b := range blocks {
		block, _ := b.(object)
		if block["type"] != "input" {
			continue
		}
		id := str(block, "block_id")
		e, _ := block["element"].(object)
		kind := str(e, "type")
		text, named := left[id]
		delete(left, id)
		state := object{"type": kind}
		switch kind {
		case "datepicker":
			if _, err := time.Parse(time.DateOnly, text); named && text != "" && err != nil {
				return nil, fmt.Errorf("slackfake: field %q takes a day, not %q", id, text)
			}
			state["selected_date"] = orNil(text, named, e["initial_date"])
		case "static_select", "external_select":
			var option any = e["initial_option"]
			if named {
				if option = findOption(e, text); option == nil && kind == "external_select" && text != "" {
					option = object{"text": object{"type": "plain_text", "text": text}, "value": text}
				}
				if option == nil && text != "" {
					return nil, fmt.Errorf("slackfake: field %q has no option %q", id, text)
				}
			}
			state["selected_option"] = option
		default:
			state["value"] = orNil(text, named, e["initial_value"])
		}
		values[id] = object{str(e, "action_id"): state}
	}
	for k := range left {
		return nil, fmt.Errorf("slackfake: view has no field %q (it has %s)", k, strings.Join(names(values), ", "))
	}
	return values, nil
}

func orNil(text string, named bool, initial any) any {
	switch {
	case !named:
		return initial
	case text == "":
		return nil
	}
	return text
}

func names(o object) []string {
	var all []string
	for k := range o {
		all = append(all, k)
	}
	return all
}

// close ends a modal after its submission was acknowledged without errors.
func (s *Server) submitted(d *delivery, answer json.RawMessage) {
	if d.payload["type"] != "view_submission" {
		return
	}
	body, _ := d.payload["view"].(object)
	v := s.views[str(body, "id")]
	if v == nil {
		return
	}
	var a struct {
		Action string `json:"response_action"`
		View   object `json:"view"`
	}
	_ = json.Unmarshal(answer, &a)
	switch a.Action {
	case "errors":
	case "update":
		v.Body, v.Hash, v.kept = a.View, s.ts(), nil
	case "push":
		n := &View{ID: s.id("V"), User: v.User, Body: a.View, Hash: s.ts(), Root: v.Root, Prev: v.ID, open: true}
		s.views[n.ID] = n
	default:
		v.open = false
	}
}
