package discordfake

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// socket is one websocket. What is to be written waits in queue, so that
// nobody who holds the server's lock waits for a slow reader.
type socket struct {
	ws       *websocket.Conn
	compress atomic.Bool
	silent   atomic.Bool // heartbeats are not acknowledged

	mu     sync.Mutex
	queue  [][]byte
	wake   chan struct{}
	ended  chan struct{}
	closed bool
}

func (c *socket) push(data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	c.queue = append(c.queue, data)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// write sends what is queued until the socket ends.
func (c *socket) write() {
	for {
		c.mu.Lock()
		batch := c.queue
		c.queue = nil
		c.mu.Unlock()
		for _, data := range batch {
			kind := websocket.TextMessage
			if data == nil {
				c.end()
				return
			}
			if code, why, ok := isClose(data); ok {
				c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(time.Second))
				c.end()
				return
			}
			if c.compress.Load() && len(data) > 1024 {
				var b bytes.Buffer
				z := zlib.NewWriter(&b)
				z.Write(data)
				z.Close()
				kind, data = websocket.BinaryMessage, b.Bytes()
			}
			if c.ws.WriteMessage(kind, data) != nil {
				c.end()
				return
			}
		}
		select {
		case <-c.wake:
		case <-c.ended:
			return
		}
	}
}

// closing is a queued close frame: a byte that JSON cannot start with, then code and reason.
func closing(code int, why string) []byte { return fmt.Appendf(nil, "\x00%d %s", code, why) }

func isClose(data []byte) (int, string, bool) {
	if len(data) == 0 || data[0] != 0 {
		return 0, "", false
	}
	code, why, _ := strings.Cut(string(data[1:]), " ")
	n, _ := strconv.Atoi(code)
	return n, why, true
}

func (c *socket) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.closed = true
		close(c.ended)
		c.ws.Close()
	}
}
