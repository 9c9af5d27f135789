// A certified OpenID provider on loopback: node provider.mjs PORT REDIRECT_URI
import Provider from 'oidc-provider';

const [port, back] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'programkollen',
    client_secret: 'a secret that is for tests alone, on loopback',
    redirect_uris: [back],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  }],
  claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
  // Whoever signs in as sub-eva is the person sub-eva, called eva.
  findAccount: async (_context, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, preferred_username: id.replace(/^[a-z]+-/, '') }),
  }),
  pkce: { required: () => true },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
