package discordfake_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mentor/adapters/discord/discordfake"
)

// TestSession: Hello, READY with what is needed to resume, the guilds, a
// heartbeat and its acknowledgement, and events numbered from one.
func TestSession(t *testing.T) {
	s := start(t, discordfake.Options{})
	c := s.dial(t)
	if c.beat != 41250*time.Millisecond {
		t.Errorf("heartbeats every %v", c.beat)
	}
	c.send(1, nil)
	if f := c.next(); f.Op != 11 {
		t.Errorf("a heartbeat was answered with %v", f)
	}
	c.identify(nil)
	f := c.next()
	var ready struct {
		Session string `json:"session_id"`
		Resume  string `json:"resume_gateway_url"`
		User    struct{ ID string }
		Shard   [2]int
		Guilds  []struct{ Unavailable bool }
	}
	if err := json.Unmarshal(f.D, &ready); err != nil || f.T != "READY" || f.Op != 0 || *f.S != 1 || ready.Session == "" || ready.User.ID != discordfake.BotID ||
		!strings.HasPrefix(ready.Resume, "ws://") || ready.Shard != [2]int{0, 1} || len(ready.Guilds) != 1 || !ready.Guilds[0].Unavailable {
		t.Errorf("READY is %s (%v)", f.D, err)
	}
	if f := c.next(); f.T != "GUILD_CREATE" || *f.S != 2 {
		t.Errorf("then comes %v", f)
	}
	s.Say(anna, "", "hello")
	if f := c.next(); f.T != "MESSAGE_CREATE" || *f.S != 3 || !strings.Contains(string(f.D), `"content":"hello"`) {
		t.Errorf("then comes %v", f)
	}
	if st := s.Stats(); st.Identifies != 1 || st.Heartbeats != 1 || st.Dispatched != 3 {
		t.Errorf("%+v", st)
	}
}

// TestResume: what was missed comes again with its numbers, then RESUMED; a
// session that is over, or a number that was never given, is refused.
func TestResume(t *testing.T) {
	s := start(t, discordfake.Options{})
	c := s.dial(t)
	session := c.ready(nil)
	c.event("GUILD_CREATE")
	s.Say(anna, "", "one")
	c.event("MESSAGE_CREATE")
	s.Gateway(discordfake.Event{Type: "cut"})
	if code := c.closed(); code != 1006 {
		t.Errorf("a cut closed with %d", code)
	}
	s.Say(anna, "", "two")
	s.Say(anna, "", "three")
	c = s.dial(t)
	c.resume(session, 3)
	for i, want := range []string{"two", "three"} {
		if f := c.next(); f.T != "MESSAGE_CREATE" || *f.S != int64(4+i) || !strings.Contains(string(f.D), want) {
			t.Errorf("replayed %v, want %s", f, want)
		}
	}
	if f := c.next(); f.T != "RESUMED" {
		t.Errorf("then comes %v", f)
	}
	s.Say(anna, "", "four")
	if f := c.next(); !strings.Contains(string(f.D), "four") {
		t.Errorf("then comes %v", f)
	}
	ahead := s.dial(t)
	ahead.resume(session, 999)
	if code := ahead.closed(); code != 4007 {
		t.Errorf("a number ahead closed with %d", code)
	}
	stranger := s.dial(t)
	stranger.resume("another", 1)
	if f := stranger.next(); f.Op != 9 || string(f.D) != "false" {
		t.Errorf("an unknown session is answered with %v", f)
	}
	wrong := s.dial(t)
	wrong.send(6, object{"token": "wrong", "session_id": session, "seq": 1})
	if code := wrong.closed(); code != 4004 {
		t.Errorf("a wrong token closed with %d", code)
	}
	if st := s.Stats(); st.Resumes != 1 || st.Closes[4007] != 1 || st.Closes[4004] != 1 {
		t.Errorf("%+v", st)
	}
}

// TestClosedByTheApp: 1000 and 1001 end the session, any other code keeps it.
func TestClosedByTheApp(t *testing.T) {
	for code, kept := range map[int]bool{1000: false, 1001: false, 4000: true, 3000: true} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			s := start(t, discordfake.Options{})
			c := s.dial(t)
			session := c.ready(nil)
			c.event("GUILD_CREATE")
			c.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""))
			c.closed()
			again := s.dial(t)
			again.resume(session, 2)
			if f := again.next(); kept && f.T != "RESUMED" || !kept && f.Op != 9 {
				t.Errorf("resuming is answered with %v", f)
			}
		})
	}
}

// TestCloseCodes: what an app does wrong, and the code it reads.
func TestCloseCodes(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(c *client)
		code int
	}{
		{"unknown opcode", func(c *client) { c.send(99, nil) }, 4001},
		{"no JSON", func(c *client) { c.raw([]byte("{")) }, 4002},
		{"too long", func(c *client) { c.send(1, strings.Repeat("x", 4096)) }, 4002},
		{"identify is no object", func(c *client) { c.send(2, "x") }, 4002},
		{"presence before identify", func(c *client) { c.send(3, object{}) }, 4003},
		{"wrong token", func(c *client) { c.identify(object{"token": "wrong"}) }, 4004},
		{"identify twice", func(c *client) { c.ready(nil); c.identify(nil) }, 4005},
		{"resume after identify", func(c *client) { c.resume(c.ready(nil), 1) }, 4005},
		{"too fast", func(c *client) {
			for range 121 {
				c.send(1, nil)
			}
		}, 4008},
		{"shard out of bounds", func(c *client) { c.identify(object{"shard": []int{2, 2}}) }, 4010},
		{"unknown intent", func(c *client) { c.identify(object{"intents": 1 << 30}) }, 4013},
		{"privileged intent", func(c *client) { c.identify(object{"intents": 1 << 15}) }, 4014},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, discordfake.Options{})
			conn := s.dial(t)
			c.do(conn)
			if code := conn.closed(); code != c.code || s.Stats().Closes[c.code] != 1 {
				t.Errorf("closed with %d, counted %v; want %d", code, s.Stats().Closes, c.code)
			}
		})
	}
	t.Run("version", func(t *testing.T) {
		s := start(t, discordfake.Options{})
		ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(s.Root(), "http")+"/gateway?v=6", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer ws.Close()
		if code := (&client{t: t, ws: ws}).closed(); code != 4012 {
			t.Errorf("closed with %d", code)
		}
	})
	t.Run("120 in a minute are allowed", func(t *testing.T) {
		s := start(t, discordfake.Options{})
		c := s.dial(t)
		for range 120 {
			c.send(1, nil)
		}
		for range 120 {
			if f := c.next(); f.Op != 11 {
				t.Fatalf("%v", f)
			}
		}
	})
}

// TestHeartbeats: who does not beat is closed, whatever else they send, and
// their session with it; who beats stays.
func TestHeartbeats(t *testing.T) {
	s := start(t, discordfake.Options{Heartbeat: 1500 * time.Millisecond, MaxConcurrency: 9})
	silent, talks, beats := s.dial(t), s.dial(t), s.dial(t)
	session := silent.ready(nil)
	talks.ready(nil)
	beats.ready(nil)
	stop := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(30 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				talks.send(3, object{})
				beats.send(1, nil)
			case <-stop:
				return
			}
		}
	}()
	for name, c := range map[string]*client{"silent": silent, "talks": talks} {
		if code := c.closed(); code != 4009 {
			t.Errorf("%s: closed with %d", name, code)
		}
	}
	close(stop)
	<-ended
	if s.Connected() != 1 {
		t.Errorf("%d connected, want the one that beats", s.Connected())
	}
	again := s.dial(t)
	again.resume(session, 1)
	if f := again.next(); f.Op != 9 {
		t.Errorf("a session that has timed out is resumed: %v", f)
	}
}

// TestOrderedTrouble: what the gateway may do to an app at any time.
func TestOrderedTrouble(t *testing.T) {
	s := start(t, discordfake.Options{MaxConcurrency: 9})
	c := s.dial(t)
	session := c.ready(nil)
	c.event("GUILD_CREATE")
	for _, x := range []struct {
		event discordfake.Event
		op    int
		d     string
	}{
		{discordfake.Event{Type: "beat"}, 1, "null"},
		{discordfake.Event{Type: "reconnect"}, 7, "null"},
		{discordfake.Event{Type: "invalid", Resumable: true}, 9, "true"},
	} {
		s.Gateway(x.event)
		if f := c.next(); f.Op != x.op || string(f.D) != x.d {
			t.Errorf("%s: %v", x.event.Type, f)
		}
	}
	s.Say(anna, "", "meanwhile")
	c.resume(session, 2) // on the same connection, as discord.js does
	for _, want := range []string{"MESSAGE_CREATE", "RESUMED"} {
		if f := c.next(); f.T != want {
			t.Errorf("resumed where it was told to: %v, want %s", f, want)
		}
	}
	s.Gateway(discordfake.Event{Type: "deaf"})
	c.send(1, nil)
	s.Say(anna, "", "still here")
	if f := c.next(); f.T != "MESSAGE_CREATE" {
		t.Errorf("deaf, yet %v", f)
	}
	s.Gateway(discordfake.Event{Type: "invalid"})
	if f := c.next(); f.Op != 9 || string(f.D) != "false" {
		t.Errorf("invalid: %v", f)
	}
	c.ready(nil) // begun anew on the same connection
	s.Gateway(discordfake.Event{Type: "close", Code: 4000})
	if code := c.closed(); code != 4000 {
		t.Errorf("closed with %d", code)
	}
	s.Revoke()
	late := s.dial(t)
	late.identify(nil)
	if code := late.closed(); code != 4004 {
		t.Errorf("revoked: closed with %d", code)
	}
}

// TestMaxConcurrency: more identifies in five seconds than are allowed are
// told to come again.
func TestMaxConcurrency(t *testing.T) {
	s := start(t, discordfake.Options{MaxConcurrency: 2, Shards: 3})
	var all []*client
	for i := range 3 {
		c := s.dial(t)
		c.identify(object{"shard": []int{i, 3}})
		f := c.next()
		if i < 2 && f.T != "READY" || i == 2 && (f.Op != 9 || string(f.D) != "false") {
			t.Fatalf("identify %d: %v", i, f)
		}
		all = append(all, c)
	}
	s.pass(5 * time.Second)
	all[2].identify(object{"shard": []int{2, 3}})
	if f := all[2].next(); f.T != "READY" {
		t.Errorf("five seconds later: %v", f)
	}
}

// TestWhoSeesWhat: guilds go to their shard, direct messages to the first;
// what does not mention the app has no content for it; and only what the
// intents name is sent.
func TestWhoSeesWhat(t *testing.T) {
	s := start(t, discordfake.Options{MaxConcurrency: 9, Shards: 2})
	odd := "4194304" // 1 << 22: the first guild of the second shard
	s.AddChannel(odd, "500000000000000005")
	shards := []*client{s.dial(t), s.dial(t)}
	for i, c := range shards {
		c.ready(object{"shard": []int{i, 2}})
	}
	guild := map[string]int{discordfake.ChannelID: int(800000000000000001 >> 22 % 2), "500000000000000005": 1, "": 0}
	for channel, shard := range guild {
		s.Say(anna, channel, "hi <@"+discordfake.BotID+">")
		if f := shards[shard].event("MESSAGE_CREATE"); !strings.Contains(string(f.D), "hi ") {
			t.Errorf("channel %q: %s", channel, f.D)
		}
	}
	s.Say(anna, "500000000000000005", "not for you")
	if f := shards[1].event("MESSAGE_CREATE"); strings.Contains(string(f.D), "not for you") {
		t.Errorf("content that is none of the app's: %s", f.D)
	}
	few := s.dial(t)
	few.ready(object{"intents": 1})
	s.Say(anna, "", "unheard")
	s.Command(discordfake.Slash{User: anna, Path: []string{"help"}})
	f := few.event("GUILD_CREATE")
	for f.T == "GUILD_CREATE" {
		f = few.next()
	}
	if f.T != "INTERACTION_CREATE" {
		t.Errorf("without the intent comes %v", f)
	}
}
