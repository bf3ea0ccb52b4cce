// The smallest discord.js bot: one constant answer to every message, and no
// rate limit of its own.
import { Client, GatewayIntentBits as I, Partials, Events } from 'discord.js';

const client = new Client({
  intents: [I.Guilds, I.GuildMessages, I.DirectMessages],
  partials: [Partials.Channel], // direct messages
  rest: { api: process.env.DISCORD_API_URL, version: '10', globalRequestsPerSecond: Infinity },
});
client.on(Events.MessageCreate, async (m) => {
  if (m.author.bot) return;
  await m.channel.send({ content: 'A constant answer.', allowedMentions: { parse: [] } });
});
client.on('error', (e) => console.error(e.message));
await client.login(process.env.DISCORD_TOKEN);
