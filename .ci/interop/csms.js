// A CSMS on ocpp-rpc in strict mode: every message is checked against the schemas of OCPP 1.6.
// Says what happens as one JSON object a line on standard output; takes calls to make the same way
// on standard input: {"id": 7, "action": "...", "payload": {...}}.
'use strict';
const readline = require('readline');
const { RPCServer } = require('ocpp-rpc');

const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');

let station = null;
let nextTransaction = 100;

const answers = {
  BootNotification: () => ({ status: 'Accepted', currentTime: new Date().toISOString(), interval: 60 }),
  Heartbeat: () => ({ currentTime: new Date().toISOString() }),
  StatusNotification: () => ({}),
  Authorize: ({ idTag }) => ({ idTagInfo: { status: idTag === 'BLOCKED' ? 'Blocked' : 'Accepted' } }),
  StartTransaction: () => ({ transactionId: ++nextTransaction, idTagInfo: { status: 'Accepted' } }),
  MeterValues: () => ({}),
  StopTransaction: () => ({}),
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
  FirmwareStatusNotification: () => ({}),
  DiagnosticsStatusNotification: () => ({}),
};

async function main() {
  const password = process.env.CSMS_PASSWORD;
  const server = new RPCServer({ protocols: ['ocpp1.6'], strictMode: true, callTimeoutMs: 15000 });
  server.auth((accept, reject, handshake) => {
    const given = handshake.password && handshake.password.toString();
    if (password && given !== password) {
      say({ event: 'refused', identity: handshake.identity });
      reject(401);
    } else {
      accept({});
    }
  });
  server.on('client', (client) => {
    station = client;
    say({ event: 'connected', identity: client.identity, protocol: client.protocol });
    client.on('strictValidationFailure', ({ error }) =>
      say({ event: 'invalid', message: String(error.message), details: error.details }));
    client.on('badMessage', ({ error }) => say({ event: 'invalid', message: String(error) }));
    client.on('close', ({ code }) => say({ event: 'closed', code }));
    client.handle(({ method, params }) => {
      const payload = answers[method] ? answers[method](params) : null;
      say({ event: 'call', action: method, payload: params, answer: payload });
      if (!payload) throw Error(`unexpected action ${method}`);
      return payload;
    });
  });
  const http = await server.listen(0, '127.0.0.1');
  say({ event: 'listening', port: http.address().port });

  readline.createInterface({ input: process.stdin }).on('line', async (line) => {
    const { id, action, payload } = JSON.parse(line);
    try {
      say({ event: 'result', id, payload: await station.call(action, payload) });
    } catch (error) {
      say({ event: 'error', id, code: error.rpcErrorCode || error.name, message: error.message });
    }
  }).on('close', () => process.exit(0));
}

main();
