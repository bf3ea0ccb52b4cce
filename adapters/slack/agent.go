package slack

import (
	"net/http"
	"strings"
	"sync/atomic"
)

// experience is which of Slack's ways to talk with an app this workspace has.
// In the agent experience (agent_view in the manifest; new apps have no other)
// each message that somebody writes in the direct message is the root of a
// thread and is answered there; suggested prompts belong to the direct message.
// In the older assistant pane (assistant_view) Slack makes the threads, and
// prompts belong to them. An app with neither talks in the open direct message.
//
// No method tells which one it is; what Slack sends does. Before it has sent
// anything, an app that may write as an assistant is taken for an agent: the
// older pane brings no message outside of a thread.
type experience struct{ is atomic.Int32 }

const (
	plainMessages int32 = iota
	maybeAgent
	agentView
	assistantView
)

// scopes reads what the token may do off an answer of the Web API.
func (e *experience) scopes(h http.Header) {
	for scope := range strings.SplitSeq(h.Get("X-Oauth-Scopes"), ",") {
		if strings.TrimSpace(scope) == "assistant:write" {
			e.is.CompareAndSwap(plainMessages, maybeAgent)
		}
	}
}

func (e *experience) agent() bool {
	is := e.is.Load()
	return is == agentView || is == maybeAgent
}

// learn takes what an event says of it.
func (e *experience) learn(is int32) {
	if is != plainMessages {
		e.is.Store(is)
	}
}
