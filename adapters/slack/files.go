package slack

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	slackgo "github.com/slack-go/slack"

	"mentor/adapters/backoff"
	"mentor/adapters/lanes"
	"mentor/bot"
	"mentor/bot/people"
)

// triesForFiles is how often a document is tried before its reply says that
// it is missing.
const triesForFiles = 3

// pictureTime is how long a picture may take to arrive; the words beside it
// are complete, and after that it would stand under something else.
const pictureTime = 2 * time.Minute

// picturesUnder bounds the pictures that wait: words never do.
var picturesUnder = lanes.Limits{Lane: 16, Under: 512}

// attach shares the files of a reply whose words are there. Documents are what
// was asked for: one that cannot be sent now brings the delivery again, and
// one that Slack refuses (a workspace may allow no uploads) is said to be
// missing, as message number part. Pictures come as soon as Slack takes them.
func (a *Adapter) attach(ctx context.Context, channel, thread string, files []upload, r bot.Reply, there readPart, part int) error {
	var missing []string
	for _, f := range files {
		switch {
		case there.files[f.name]: // a try before this one sent it
		case f.draw != nil:
			a.sharePicture(ctx, channel, thread, f)
		default:
			_, err := a.upload(ctx, channel, thread, f)
			if refused(err) || err != nil && r.Delivery.Try >= triesForFiles {
				a.log.Warn("file was not attached", "err", err)
				missing = append(missing, f.name)
			} else if err != nil {
				a.read.drop(channel, thread) // it may be there all the same
				return err
			}
		}
	}
	if len(missing) == 0 || there.messages[part] != "" {
		return nil
	}
	note := bot.Reply{Text: bot.Escape(in(string(r.Lang)).noFile + " " + strings.Join(missing, ", ")), Lang: r.Lang, Delivery: r.Delivery}
	_, err := a.deliver(ctx, channel, thread, render(note, false).messages[0], note, part, true)
	return err
}

// showPictures puts the pictures of a message into it behind its words, after
// the others of its conversation. It holds up nobody: what Slack refuses, or
// does not take in time, is left out.
func (a *Adapter) showPictures(ctx context.Context, channel, thread, ts string, m post, metadata string) {
	if len(m.pictures) == 0 || ts == "" {
		return
	}
	place, mine := channel+"/"+ts, new(bool)
	a.unpictured.Store(place, mine)
	a.behind(ctx, channel, thread, func(ctx context.Context) error {
		defer a.unpictured.CompareAndDelete(place, mine)
		for _, f := range m.pictures {
			file, err := a.drawn(ctx, "", "", f)
			if err != nil {
				return err
			}
			f.block.SlackFile = &slackgo.SlackFileObject{ID: file}
		}
		// Slack takes a file into a message a moment after its upload is complete.
		for try, wait := 1, (backoff.Backoff{}); ; try++ {
			if now, there := a.unpictured.Load(place); !there || now != any(mine) {
				return nil // the message says something else by now
			}
			err := a.call(ctx, "chat.update", "", true, func(ctx context.Context) error {
				_, err := a.chat(ctx, "chat.update", m, map[string]string{"channel": channel, "ts": ts, "metadata": metadata})
				return err
			})
			var fault *bot.SendError
			switch {
			case refusesBlocks(err) && try == triesForFiles: // this workspace shows none in a message
				for _, f := range m.pictures {
					a.sharePicture(ctx, channel, thread, f)
				}
				return nil
			case !errors.As(err, &fault) || fault.Kind != bot.Retry && !refusesBlocks(err) || !wait.Sleep(ctx, fault.After):
				return err
			}
		}
	})
}

// sharePicture is showPictures where a message cannot be changed: the picture
// follows as a file.
func (a *Adapter) sharePicture(ctx context.Context, channel, thread string, f upload) {
	a.behind(ctx, channel, thread, func(ctx context.Context) error {
		_, err := a.drawn(ctx, channel, thread, f)
		return err
	})
}

// behind does what may come after the words of a conversation, or not at all.
func (a *Adapter) behind(ctx context.Context, channel, thread string, show func(context.Context) error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pictureTime)
	taken := a.pictures.Do(channel+"/"+thread, func() {
		defer cancel()
		if err := show(ctx); err != nil {
			a.log.Warn("picture was not shown", "err", err)
		}
	})
	if !taken {
		cancel()
		a.log.Warn("picture was not shown: too many wait")
	}
}

// drawn draws and uploads a picture, for as long as Slack asks to try again.
func (a *Adapter) drawn(ctx context.Context, channel, thread string, f upload) (id string, err error) {
	if f.data, err = f.draw(); err != nil {
		return "", err
	}
	for wait := (backoff.Backoff{}); ; {
		id, err = a.upload(ctx, channel, thread, f)
		var fault *bot.SendError
		if !errors.As(err, &fault) || fault.Kind != bot.Retry || !wait.Sleep(ctx, fault.After) {
			return id, err
		}
	}
}

// inDirect adds to a reply for one person in a channel where its files are: no
// file can be ephemeral.
func inDirect(r bot.Reply, files []upload) bot.Reply {
	if len(files) == 0 {
		return r
	}
	var names []string
	for _, f := range files {
		names = append(names, f.name)
	}
	return remark(r, in(string(r.Lang)).inDirect+" "+strings.Join(names, ", "))
}

// attachDirect shares the files of a reply to one person in a channel in their
// direct message.
func (a *Adapter) attachDirect(ctx context.Context, to people.Address, r bot.Reply, files []upload) error {
	if len(files) == 0 {
		return nil
	}
	_, user := channelUser(to.Channel)
	dm, err := a.Direct(ctx, people.UserRef{Platform: people.Slack, Workspace: to.Workspace, ID: user})
	if err != nil {
		return err
	}
	r.Delivery.Key = "" // its messages are in the channel
	return a.attach(ctx, dm.Channel, "", files, r, readPart{}, 0)
}

// remark adds words of the adapter's own to a reply, above its choices.
func remark(r bot.Reply, words string) bot.Reply {
	text := bot.Escape(words)
	at, blocks := len(r.Blocks), false
	for i, b := range r.Blocks {
		if _, is := b.(bot.Choices); !is {
			at, blocks = i+1, true
		}
	}
	if blocks {
		r.Blocks = append(append(r.Blocks[:at:at], bot.Section{Text: text}), r.Blocks[at:]...)
	}
	if r.Text != "" {
		text = "\n\n" + text
	}
	r.Text += text
	return r
}

// upload takes one file to Slack by the three calls of its uploads, and shares
// it in a channel, if one is given.
func (a *Adapter) upload(ctx context.Context, channel, thread string, f upload) (id string, err error) {
	var to *slackgo.GetUploadURLExternalResponse
	err = a.call(ctx, "files.getUploadURLExternal", "", true, func(ctx context.Context) (err error) {
		to, err = a.api().GetUploadURLExternalContext(ctx, slackgo.GetUploadURLExternalParameters{
			FileName: f.name, FileSize: len(f.data), AltTxt: f.alt})
		return err
	})
	if err != nil {
		return "", err
	}
	err = a.call(ctx, "upload", "", true, func(ctx context.Context) error {
		return a.api().UploadToURL(ctx, slackgo.UploadToURLParameters{UploadURL: to.UploadURL, Reader: bytes.NewReader(f.data), Filename: f.name})
	})
	if err != nil {
		return "", err
	}
	return to.FileID, a.call(ctx, "files.completeUploadExternal", "", true, func(ctx context.Context) error {
		_, err := a.api().CompleteUploadExternalContext(ctx, slackgo.CompleteUploadExternalParameters{
			Files: []slackgo.FileSummary{{ID: to.FileID, Title: f.title}}, Channel: channel, ThreadTimestamp: thread})
		return err
	})
}
