// The smallest Bolt app in Socket Mode: one constant answer to every message.
// With BENCH_DB it keeps each event before it is acknowledged, looks its answer
// up and keeps that before it is sent.
import bolt from '@slack/bolt';
import { open } from '../../loadtest/keep.mjs';

const kept = open();
const receiver = new bolt.SocketModeReceiver({
  appToken: process.env.SLACK_APP_TOKEN,
  installerOptions: { clientOptions: { slackApiUrl: process.env.SLACK_API_URL } },
});
// Bolt acknowledges an event before its listeners run, so it is kept ahead of Bolt.
const emit = receiver.client.emit.bind(receiver.client);
receiver.client.emit = (name, ...args) => {
  if (kept && name === 'slack_event' && args[0].type === 'events_api') kept.keep(args[0].body.event_id, args[0].body);
  return emit(name, ...args);
};
const app = new bolt.App({ token: process.env.SLACK_BOT_TOKEN, receiver, clientOptions: { slackApiUrl: process.env.SLACK_API_URL } });
app.message(async ({ message, body, say }) => {
  if (message.subtype || message.bot_id) return;
  await say(kept ? kept.answer(body.event_id, message.text) : 'A constant answer.');
});
await app.start();
