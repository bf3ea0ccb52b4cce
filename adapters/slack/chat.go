package slack

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	slackgo "github.com/slack-go/slack"
)

// chat calls one of the chat methods and reads of the answer only what is
// needed. Slack sends the whole message back, and slack-go parses every block
// of it again: a fifth of what an answer costs. The arguments go as JSON, since
// a form writes each quotation mark of the blocks as three bytes.
func (a *Adapter) chat(ctx context.Context, method string, m post, args map[string]string) (ts string, err error) {
	values := map[string]any{"text": m.text, "blocks": m.shown(), "unfurl_links": false, "unfurl_media": false}
	for k, v := range args {
		switch {
		case v == "":
		case k == "metadata":
			values[k] = json.RawMessage(v)
		default:
			values[k] = v
		}
	}
	message, err := json.Marshal(values)
	if err != nil {
		return "", err
	}
	body, err := a.post(ctx, a.web.Load().base+method, a.opt.BotToken, message)
	if err != nil {
		return "", err
	}
	var said struct {
		OK        bool   `json:"ok"`
		Error     string `json:"error"`
		TS        string `json:"ts"`
		MessageTS string `json:"message_ts"` // chat.postEphemeral
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return "", err
	}
	if !said.OK {
		return "", slackgo.SlackErrorResponse{Err: said.Error}
	}
	if said.TS == "" {
		said.TS = said.MessageTS
	}
	// What was taken and has no name is there all the same: sent again it would
	// be there twice.
	return cmp.Or(said.TS, args["ts"]), nil
}

// respond answers through a response_url, to one person.
//
// Slack says "ok" in plain words there, or nothing. Whatever a success looks
// like, it was shown: taking it for a failure would show it again.
func (a *Adapter) respond(ctx context.Context, url string, m post, replace bool, thread string) error {
	message := struct {
		ResponseType    string          `json:"response_type"`
		ReplaceOriginal bool            `json:"replace_original"`
		Text            string          `json:"text"`
		Blocks          []slackgo.Block `json:"blocks,omitempty"`
		ThreadTS        string          `json:"thread_ts,omitempty"`
	}{slackgo.ResponseTypeEphemeral, replace, m.text, m.shown(), thread}
	if replace {
		message.ThreadTS = ""
	}
	data, err := json.Marshal(message)
	if err != nil {
		return err
	}
	return a.call(ctx, "response_url", "", true, func(ctx context.Context) error {
		body, err := a.post(ctx, url, "", data)
		if err != nil {
			return err
		}
		said := struct {
			OK    bool   `json:"ok"`
			Error string `json:"error"`
		}{OK: true}
		if json.Unmarshal(body, &said) == nil && !said.OK && said.Error != "" {
			return slackgo.SlackErrorResponse{Err: said.Error}
		}
		return nil
	})
}

// post sends JSON, with a token where it is for the API, and gives what was
// answered with a success.
func (a *Adapter) post(ctx context.Context, url, token string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusTooManyRequests {
		seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
		if err != nil || seconds < 1 {
			seconds = 1
		}
		return nil, &slackgo.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return nil, slackgo.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	}
	return io.ReadAll(http.MaxBytesReader(nil, resp.Body, maxBody))
}
