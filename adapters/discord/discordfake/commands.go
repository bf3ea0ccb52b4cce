package discordfake

import (
	"encoding/json"
	"fmt"
	"regexp"
)

// Limits of application commands, from Discord's reference.
const (
	maxCommands         = 100
	maxDescriptionChars = 100
	maxCommandOptions   = 25
	maxCommandChars     = 8000 // names, descriptions and values of one command together
)

// commandName is Discord's: letters, digits, - and _ in any script, lower case.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

type command struct {
	Type        int               `json:"type"`
	Name        string            `json:"name"`
	Names       map[string]string `json:"name_localizations"`
	Description string            `json:"description"`
	Says        map[string]string `json:"description_localizations"`
	Options     []command         `json:"options"`
	Required    bool              `json:"required"`
	Complete    bool              `json:"autocomplete"`
	Choices     []struct {
		Name  string `json:"name"`
		Value any    `json:"value"`
	} `json:"choices"`
}

func (s *Server) scope(ids []string) (string, error) {
	if ids[0] != AppID {
		return "", errUnknownApp()
	}
	if len(ids) > 1 {
		return ids[1], nil
	}
	return "", nil
}

func (s *Server) getCommands(_ *request, ids []string) (reply, error) {
	scope, err := s.scope(ids)
	if err != nil {
		return reply{}, err
	}
	out := s.commands[scope]
	if out == nil {
		out = []json.RawMessage{}
	}
	return reply{body: out}, nil
}

// putCommands is the bulk overwrite.
func (s *Server) putCommands(r *request, ids []string) (reply, error) {
	scope, err := s.scope(ids)
	if err != nil {
		return reply{}, err
	}
	var in []command
	var raw []map[string]any
	if json.Unmarshal(r.body, &in) != nil || json.Unmarshal(r.body, &raw) != nil {
		return reply{}, errJSON()
	}
	seen := map[string]bool{}
	kinds := map[int]int{}
	for n, c := range in {
		at := fmt.Sprintf("%d", n)
		if err := checkCommand(at, c, 0); err != nil {
			return reply{}, err
		}
		if size(c) > maxCommandChars {
			return reply{}, invalidForm(at, "Command exceeds maximum size (8000)")
		}
		key := fmt.Sprint(orInt(c.Type, 1), c.Name)
		if seen[key] {
			return reply{}, invalidForm(at+".name", "Application command names must be unique")
		}
		seen[key] = true
		kinds[orInt(c.Type, 1)]++
	}
	if kinds[1] > maxCommands || kinds[2] > 15 || kinds[3] > 15 {
		return reply{}, &apiError{400, 30032, "Maximum number of application commands reached (100).", nil}
	}
	out := []json.RawMessage{}
	for _, c := range raw {
		c["id"], c["application_id"], c["version"] = s.snowflake(), AppID, s.snowflake()
		if scope != "" {
			c["guild_id"] = scope
		}
		if c["type"] == nil {
			c["type"] = 1
		}
		for _, k := range []string{"default_member_permissions", "name_localizations", "description_localizations"} {
			if _, ok := c[k]; !ok {
				c[k] = nil
			}
		}
		if _, ok := c["description"]; !ok {
			c["description"] = ""
		}
		prune(c)
		data, _ := json.Marshal(c)
		out = append(out, data)
	}
	s.commands[scope] = out
	s.stats.CommandWrites++
	return reply{body: out}, nil
}

// prune leaves out what Discord leaves out when it gives commands back: empty
// lists and options' false.
func prune(c map[string]any) {
	for _, k := range []string{"options", "choices"} {
		if list, ok := c[k].([]any); ok && len(list) == 0 || ok && list == nil || c[k] == nil {
			delete(c, k)
		}
	}
	for _, k := range []string{"required", "autocomplete"} {
		if c[k] == false {
			delete(c, k)
		}
	}
	list, _ := c["options"].([]any)
	for _, o := range list {
		if m, ok := o.(map[string]any); ok {
			prune(m)
		}
	}
}

func size(c command) int {
	n := runes(c.Name) + runes(c.Description)
	for _, o := range c.Options {
		n += size(o)
	}
	for _, x := range c.Choices {
		n += runes(x.Name) + runes(fmt.Sprint(x.Value))
	}
	return n
}

// checkCommand applies the rules of a command (depth 0) or an option.
func checkCommand(at string, c command, depth int) error {
	slash := depth > 0 || c.Type == 0 || c.Type == 1
	names := []string{c.Name}
	for _, n := range c.Names {
		names = append(names, n)
	}
	for _, n := range names {
		if slash && (!commandName.MatchString(n) || n != lower(n)) || !slash && (n == "" || runes(n) > 32) {
			return invalidForm(at+".name", "Command name is invalid")
		}
	}
	texts := []string{c.Description}
	for _, t := range c.Says {
		texts = append(texts, t)
	}
	for _, t := range texts {
		if !slash && t != "" {
			return invalidForm(at+".description", "Context menu commands cannot have description")
		}
		if slash {
			if err := within(at+".description", t, 1, maxDescriptionChars); err != nil {
				return err
			}
		}
	}
	if len(c.Options) > maxCommandOptions || len(c.Choices) > maxOptions || c.Complete && len(c.Choices) > 0 {
		return invalidForm(at+".options", "Must be 25 or fewer in length.")
	}
	optional, seen := false, map[string]bool{}
	for n, o := range c.Options {
		at := fmt.Sprintf("%s.options.%d", at, n)
		if o.Required && optional {
			return invalidForm(at, "Required options must be placed before non-required options")
		}
		if seen[o.Name] {
			return invalidForm(at, "Option names must be unique")
		}
		seen[o.Name] = true
		optional = optional || !o.Required
		if err := checkCommand(at, o, depth+1); err != nil {
			return err
		}
	}
	for n, x := range c.Choices {
		at := fmt.Sprintf("%s.choices.%d", at, n)
		if err := first(within(at, x.Name, 1, 100), within(at, fmt.Sprint(x.Value), 1, 100)); err != nil {
			return err
		}
	}
	return nil
}
