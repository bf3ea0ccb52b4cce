// The smallest Bolt app in Socket Mode: one constant answer to every message.
import bolt from '@slack/bolt';

const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});
app.message(async ({ message, say }) => {
  if (message.subtype || message.bot_id) return;
  await say('A constant answer.');
});
await app.start();
