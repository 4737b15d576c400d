// A certified OpenID Connect provider, at which anybody signs in as whom they say: node provider.js PORT APPLICATION SECRET
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const [port, application, secret] = process.argv.slice(2);

function key(type, options, more) {
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', ...more };
}

const provider = new Provider(`http://127.0.0.1:${port}`, {
  jwks: {
    keys: [
      key('rsa', { modulusLength: 2048 }, { alg: 'RS256', kid: 'rsa' }),
      key('ec', { namedCurve: 'P-256' }, { alg: 'ES256', kid: 'elliptic' }),
    ],
  },
  clients: [
    {
      client_id: 'pages',
      token_endpoint_auth_method: 'none',
      id_token_signed_response_alg: 'ES256',
      redirect_uris: [`${application}/.ostiary/sign-in/oidc/callback`],
      post_logout_redirect_uris: [`${application}/.ostiary/sign-in`],
    },
    {
      client_id: 'jobs',
      token_endpoint_auth_method: 'none',
      id_token_signed_response_alg: 'RS256',
      redirect_uris: [`${application}/jobs`],
    },
    {
      client_id: 'robot',
      client_secret: secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  pkce: { required: () => true },
  cookies: { keys: ['only for the tests'] },
  claims: { openid: ['sub', 'groups'] },
  conformIdTokenClaims: false,
  findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, groups: ['staff'] }) }),
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (context, resource) => ({
        scope: 'read',
        audience: 'records-api',
        accessTokenTTL: 300,
        accessTokenFormat: resource.endsWith(':opaque') ? 'opaque' : 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
