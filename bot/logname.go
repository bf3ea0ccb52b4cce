package bot

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// logKey is never stored: a log cannot be matched with ids of a platform, nor
// with another run's log.
var logKey = sync.OnceValue(func() []byte {
	key := make([]byte, 32)
	rand.Read(key)
	return key
})

// LogName names an id of a platform (a channel, a user, an event) in the log
// of this run of the program, without telling it. People have a LogID of their
// own, which goes with them.
func LogName(id string) string {
	h := hmac.New(sha256.New, logKey())
	h.Write([]byte(id))
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// LogName names the event in logs: its key has the channel in it.
func (e Event) LogName() string { return LogName(e.Key()) }
