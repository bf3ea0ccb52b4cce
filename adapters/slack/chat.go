package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	slackgo "github.com/slack-go/slack"
)

// chat calls one of the chat methods and reads of the answer only what is
// needed. Slack sends the whole message back, and slack-go parses every block
// of it again: a fifth of what an answer costs.
func (a *Adapter) chat(ctx context.Context, method string, m post, args map[string]string) (ts string, err error) {
	blocks, err := json.Marshal(m.blocks)
	if err != nil {
		return "", err
	}
	values := url.Values{"token": {a.opt.BotToken}, "text": {m.text}, "blocks": {string(blocks)},
		"unfurl_links": {"false"}, "unfurl_media": {"false"}}
	for k, v := range args {
		if v != "" {
			values.Set(k, v)
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.opt.APIURL+method, strings.NewReader(values.Encode()))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := a.http.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusTooManyRequests {
		seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
		if err != nil || seconds < 1 {
			seconds = 1
		}
		return "", &slackgo.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
	}
	if resp.StatusCode != http.StatusOK {
		return "", slackgo.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	}
	var said struct {
		OK        bool   `json:"ok"`
		Error     string `json:"error"`
		TS        string `json:"ts"`
		MessageTS string `json:"message_ts"` // chat.postEphemeral
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, resp.Body, maxBody)).Decode(&said); err != nil {
		return "", err
	}
	if !said.OK {
		return "", slackgo.SlackErrorResponse{Err: said.Error}
	}
	if said.TS == "" {
		said.TS = said.MessageTS
	}
	if said.TS == "" {
		return "", errors.New("slack named no message")
	}
	return said.TS, nil
}
