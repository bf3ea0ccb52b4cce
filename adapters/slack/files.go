package slack

import (
	"bytes"
	"context"
	"strings"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

// triesForFiles is how often words wait for their files.
const triesForFiles = 3

// attach shares files of a reply in a channel. What Slack refuses (a workspace
// may allow no uploads) must not take the words with it: the reply then says
// what is missing, and err is nil. shared are the names of what is there.
func (a *Adapter) attach(ctx context.Context, channel, thread string, files []upload, r bot.Reply) (_ bot.Reply, shared []string, err error) {
	var missing []string
	for _, f := range files {
		err := a.upload(ctx, channel, thread, f)
		if refused(err) || err != nil && r.Delivery.Try >= triesForFiles {
			a.log.Warn("file was not attached", "err", err)
			missing = append(missing, f.name)
			continue
		}
		if err != nil {
			return r, nil, err
		}
		shared = append(shared, f.name)
	}
	if len(missing) > 0 {
		r = remark(r, in(string(r.Lang)).noFile+" "+strings.Join(missing, ", "))
	}
	return r, shared, nil
}

// attachAlone shares the files of a reply to one person in their direct
// message, since no file can be ephemeral; the reply then says so.
func (a *Adapter) attachAlone(ctx context.Context, to bot.Address, r bot.Reply) (bot.Reply, error) {
	files := render(r, false).files
	if len(files) == 0 {
		return r, nil
	}
	_, user := channelUser(to.Channel)
	dm, err := a.Direct(ctx, bot.UserRef{Platform: bot.Slack, Workspace: to.Workspace, ID: user})
	if err != nil {
		return r, err
	}
	r, shared, err := a.attach(ctx, dm.Channel, "", files, r)
	if len(shared) > 0 {
		r = remark(r, in(string(r.Lang)).inDirect+" "+strings.Join(shared, ", "))
	}
	return r, err
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

// upload shares one file in a channel, by the three calls of Slack's uploads.
func (a *Adapter) upload(ctx context.Context, channel, thread string, f upload) error {
	var to *slackgo.GetUploadURLExternalResponse
	err := a.call(ctx, "files.getUploadURLExternal", "", true, func(ctx context.Context) (err error) {
		to, err = a.api().GetUploadURLExternalContext(ctx, slackgo.GetUploadURLExternalParameters{
			FileName: f.name, FileSize: len(f.data), AltTxt: f.alt})
		return err
	})
	if err != nil {
		return err
	}
	err = a.call(ctx, "upload", "", true, func(ctx context.Context) error {
		return a.api().UploadToURL(ctx, slackgo.UploadToURLParameters{UploadURL: to.UploadURL, Reader: bytes.NewReader(f.data), Filename: f.name})
	})
	if err != nil {
		return err
	}
	return a.call(ctx, "files.completeUploadExternal", "", true, func(ctx context.Context) error {
		_, err := a.api().CompleteUploadExternalContext(ctx, slackgo.CompleteUploadExternalParameters{
			Files: []slackgo.FileSummary{{ID: to.FileID, Title: f.title}}, Channel: channel, ThreadTimestamp: thread})
		return err
	})
}
