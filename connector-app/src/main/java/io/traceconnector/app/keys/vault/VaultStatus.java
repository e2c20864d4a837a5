package io.traceconnector.app.keys.vault;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem.Code;

/** What Vault's HTTP statuses mean to an operator. */
final class VaultStatus {

    private VaultStatus() {}

    /** @throws CustodyException for every status but 200 */
    static void require(int status, String path) {
        switch (status) {
            case 200 -> {}
            case 400 -> throw refused("Vault takes the request to " + path + " for wrong (400); its own log says why");
            case 403 ->
                throw refused("Vault refuses the token for " + path
                        + " (403): it has expired, or its policy lacks read on keys/NAME or update on sign/NAME");
            case 404 ->
                throw new CustodyException(
                        Code.KEY_ABSENT, "Vault has nothing at " + path + " (404); check label, mount and namespace");
            case 429 -> throw away("Vault limits the rate of requests (429)");
            case 503 -> throw away("Vault is sealed or in maintenance (503)");
            case 301, 302, 307, 308, 472, 473 ->
                throw away("this Vault is a standby (" + status
                        + "); name the active node, or the load balancer before them, as url");
            default -> {
                String what = "Vault answers with status " + status + " for " + path;
                throw status >= 500 || status == 412 ? away(what) : refused(what);
            }
        }
    }

    private static CustodyException refused(String what) {
        return new CustodyException(Code.CUSTODIAN_REFUSED, what);
    }

    private static CustodyException away(String what) {
        return new CustodyException(Code.CUSTODIAN_UNAVAILABLE, what);
    }
}
