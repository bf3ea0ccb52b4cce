package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// rest makes the calls of the REST API. discordgo's own request function is
// not used for them: it sleeps through rate limits where no context ends it,
// keeps a bucket for every interaction token for ever, drops the status of a
// 502, and its MessageSend has no nonce.
type rest struct {
	base   atomic.Pointer[string] // with the version; ends without a slash
	token  string
	http   *http.Client
	now    func() time.Time
	global *pacer // nil: no limit of ours

	mu      sync.Mutex
	blocked time.Time // by a global 429
	buckets map[string]*bucket
	swept   time.Time
}

// apiVersion is the API's, behind its base; version is one that somebody wrote
// there already.
const apiVersion = "/v10"

var version = regexp.MustCompile(`/v\d+$`)

// at sets where the API is.
func (r *rest) at(base string) { r.base.Store(&base) }

// call is one request.
type call struct {
	method string
	path   string // without the version
	// bucket is what the call's rate limit belongs to: its kind and its major
	// parameter. Empty: none is kept (tokens of interactions come once).
	bucket string
	body   any
	files  []file
	out    any
	// open calls carry their token in the path; the global limit exempts them.
	open bool
	// patience is how long a rate limit may be waited for. What takes longer
	// fails at once, with the time it takes, and nothing is sent.
	patience time.Duration
}

// file is something to upload.
type file struct {
	name string
	mime string
	alt  string
	data []byte
}

// apiError is Discord's refusal, or, with status 0, no answer at all.
type apiError struct {
	status  int
	code    int
	message string
	after   time.Duration
	global  bool
	err     error
}

func (e *apiError) Error() string {
	if e.status == 0 {
		return fmt.Sprintf("no answer: %v", e.err)
	}
	return fmt.Sprintf("HTTP %d, code %d: %s", e.status, e.code, e.message)
}

func (e *apiError) Unwrap() error { return e.err }

// unclear tells that the call may have had its effect all the same.
func (e *apiError) unclear() bool { return e.status == 0 || e.status >= 500 }

// hasCode tells whether err is Discord's error of that number.
func hasCode(err error, codes ...int) bool {
	var e *apiError
	if errors.As(err, &e) {
		for _, c := range codes {
			if e.code == c {
				return true
			}
		}
	}
	return false
}

// maxReplyBytes bounds what is read of an answer.
const maxReplyBytes = 8 << 20

// do makes one call, once: no retry is hidden in it.
func (r *rest) do(ctx context.Context, c call) error {
	body, kind, err := c.encode()
	if err != nil {
		return err
	}
	release, err := r.admit(ctx, c)
	if err != nil {
		return err
	}
	var header http.Header
	defer func() { release(header) }()
	var in io.Reader
	if body != nil {
		in = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, c.method, *r.base.Load()+c.path, in)
	if err != nil {
		return fmt.Errorf("discord: %w", bare(err))
	}
	if !c.open {
		req.Header.Set("Authorization", "Bot "+r.token)
	}
	if body != nil {
		req.Header.Set("Content-Type", kind)
	}
	req.Header.Set("User-Agent", userAgent)
	resp, err := r.http.Do(req)
	if err != nil {
		return &apiError{err: bare(err)}
	}
	defer resp.Body.Close()
	header = resp.Header
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxReplyBytes))
	if err != nil {
		return &apiError{err: bare(err)}
	}
	if resp.StatusCode >= 300 {
		return r.refusal(c, resp, data)
	}
	if c.out != nil && len(data) > 0 {
		if err := json.Unmarshal(data, c.out); err != nil {
			return &apiError{err: fmt.Errorf("answer not understood: %w", err)}
		}
	}
	return nil
}

// userAgent is in the form that Discord's reference asks for.
const userAgent = "DiscordBot (mentor, 1.0)"

// bare drops the address from an error: it may hold an interaction's token.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// refusal reads an error answer, and keeps what it says of rate limits.
func (r *rest) refusal(c call, resp *http.Response, data []byte) error {
	var in struct {
		Code    int     `json:"code"`
		Message string  `json:"message"`
		After   float64 `json:"retry_after"`
		Global  bool    `json:"global"`
	}
	json.Unmarshal(data, &in) // proxies answer in HTML: then the status says it all
	e := &apiError{status: resp.StatusCode, code: in.Code, message: in.Message, global: in.Global}
	if resp.StatusCode == http.StatusTooManyRequests {
		e.after = time.Duration(in.After * float64(time.Second))
		if e.after <= 0 {
			if s, err := strconv.ParseFloat(resp.Header.Get("Retry-After"), 64); err == nil {
				e.after = time.Duration(s * float64(time.Second))
			}
		}
		e.after = max(e.after, 100*time.Millisecond) + retryMargin
		r.block(c, e)
	}
	return e
}

// retryMargin is added to every Retry-After, for clocks and ways that differ.
const retryMargin = 50 * time.Millisecond

// encode gives the body and its content type.
func (c *call) encode() ([]byte, string, error) {
	if c.body == nil {
		return nil, "", nil
	}
	payload, err := json.Marshal(c.body)
	if err != nil {
		return nil, "", fmt.Errorf("discord: %w", err)
	}
	if len(c.files) == 0 {
		return payload, "application/json", nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part := func(disposition, mime string, data []byte) error {
		h := textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {mime}}
		p, err := w.CreatePart(h)
		if err == nil {
			_, err = p.Write(data)
		}
		return err
	}
	err = part(`form-data; name="payload_json"`, "application/json", payload)
	for i, f := range c.files {
		if err == nil {
			name := strings.NewReplacer(`\`, "", `"`, "").Replace(f.name)
			err = part(fmt.Sprintf(`form-data; name="files[%d]"; filename="%s"`, i, name), f.mime, f.data)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, "", fmt.Errorf("discord: %w", err)
	}
	return b.Bytes(), w.FormDataContentType(), nil
}
