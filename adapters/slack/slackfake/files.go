package slackfake

import (
	"io"
	"net/http"
	"strconv"
	"strings"
)

// File is an upload.
type File struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Title string `json:"title"`
	Alt   string `json:"alt_txt,omitempty"`
	Size  int    `json:"size"`
	Data  []byte `json:"-"`
	done  bool
}

// File finds an upload.
func (s *Server) File(id string) (File, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[id]; f != nil {
		return *f, true
	}
	return File{}, false
}

func (s *Server) uploadURL(a object) reply {
	size, _ := strconv.Atoi(str(a, "length"))
	if str(a, "filename") == "" || size <= 0 {
		return refused("invalid_arguments")
	}
	f := &File{ID: s.id("F"), Name: str(a, "filename"), Alt: str(a, "alt_txt"), Size: size}
	s.files[f.ID] = f
	return ok(object{"file_id": f.ID, "upload_url": s.Base() + "/upload/" + f.ID})
}

// uploaded is the file of a request: its body, or the one part of a form,
// however that is called (slack-go says file, Bolt body).
func uploaded(r *http.Request) []byte {
	in := io.Reader(r.Body)
	if form, err := r.MultipartReader(); err == nil {
		if in, err = form.NextPart(); err != nil {
			return nil
		}
	}
	data, _ := io.ReadAll(io.LimitReader(in, 64<<20))
	return data
}

func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, "/upload/")
	data := uploaded(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[id]
	if f == nil || len(data) != f.Size {
		http.Error(w, "wrong length", http.StatusBadRequest)
		return
	}
	f.Data = data
	_, _ = io.WriteString(w, "OK - "+strconv.Itoa(len(data)))
}

func (s *Server) completeUpload(a object) reply {
	list, _ := a["files"].([]any)
	if len(list) == 0 {
		return refused("invalid_arguments")
	}
	var done []*File
	out := []object{}
	for _, x := range list {
		o, _ := x.(object)
		f := s.files[str(o, "id")]
		if f == nil || f.Data == nil || f.done {
			return refused("file_not_found")
		}
		if t := str(o, "title"); t != "" {
			f.Title = t
		}
		done = append(done, f)
		out = append(out, object{"id": f.ID, "title": f.Title})
	}
	ts := ""
	if id := str(a, "channel_id"); id != "" {
		c, code := s.postable(id)
		if code != "" {
			return refused(code)
		}
		m := &Message{Channel: c.ID, TS: s.ts(), ThreadTS: str(a, "thread_ts"), User: s.opt.BotUser, BotID: s.opt.BotID,
			Text: str(a, "initial_comment"), Blocks: raw(a["blocks"]), Files: done}
		c.put(m)
		ts = m.TS
	}
	for _, f := range done {
		f.done = true
	}
	r := ok(object{"files": out})
	r.ts = ts
	return r
}

// assistantSet serves assistant.threads.setStatus, .setTitle and .setSuggestedPrompts.
func (s *Server) assistantSet(a object) reply {
	c := s.channels[str(a, "channel_id")]
	if c == nil || c.IM == "" {
		return refused("channel_not_found")
	}
	if ts := str(a, "thread_ts"); ts != "" && c.byTS[ts] == nil {
		return refused("invalid_thread_ts")
	}
	if list, is := a["prompts"].([]any); is {
		if len(list) > 4 {
			return refused("invalid_arguments")
		}
		switch ts := str(a, "thread_ts"); {
		case !s.opt.Agent:
			s.prompts[c.IM] = list
		case ts == "": // with a thread it silently does nothing for agents
			s.prompts[c.IM] = list
		}
	}
	return ok(nil)
}

// Prompts gives the messages of the prompts that a user is offered, by title.
func (s *Server) Prompts(user string) map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	for _, p := range s.prompts[user] {
		o, _ := p.(object)
		out[str(o, "title")] = str(o, "message")
	}
	return out
}
