/** The requests of a plan, a token and a list, with nothing but Node.js; JavaScript, so that no types are stripped. */
import { Agent, request } from 'node:https';

const domain = process.env['INPUT_AUTH0-DOMAIN'] ?? '';
const agent = new Agent({ keepAlive: true });
const form = new URLSearchParams({
  grant_type: 'client_credentials',
  client_id: process.env['INPUT_AUTH0-CLIENT-ID'] ?? '',
  client_secret: process.env['INPUT_AUTH0-CLIENT-SECRET'] ?? '',
  audience: `https://${domain}/api/v2/`,
});
const headers = { 'content-type': 'application/x-www-form-urlencoded' };
const token = JSON.parse(await send('POST', '/oauth/token', headers, form.toString())).access_token;
await send('GET', '/api/v2/resource-servers?include_totals=true', { authorization: `Bearer ${token}` }, '');

function send(method, path, head, body) {
  return new Promise((resolve, reject) => {
    const sent = request(`https://${domain}${path}`, { method, headers: head, agent }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    });
    sent.on('error', reject).end(body);
  });
}
