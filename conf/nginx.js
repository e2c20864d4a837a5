// What nginx says of a request to the connector, signed. For ngx_http_js_module; see nginx.conf beside it.
import crypto from 'crypto';
import fs from 'fs';

// 32 bytes or more, the same as in callers.proxies.proof.hmac.secret; readable for nginx's master process only.
const secret = fs.readFileSync('/etc/nginx/connector-secret', 'utf8').trim();

function time(request) {
    return (Date.now() / 1000).toFixed(3);
}

function signature(request) {
    const said = request.variables;
    const lines = ['v1', request.method, said.request_uri, said.remote_user, said.connector_tenant, said.connector_groups,
        said.connector_time, said.request_id];
    return crypto.createHmac('sha256', secret).update(lines.join('\n')).digest('hex');
}

export default {time, signature};
