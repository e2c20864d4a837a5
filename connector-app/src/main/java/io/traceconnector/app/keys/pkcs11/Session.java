package io.traceconnector.app.keys.pkcs11;

import java.util.List;
import java.util.Optional;

/** A session in the hands of its one borrower, for the time of one operation. */
record Session(Cryptoki cryptoki, Connection connection, long handle) {

    List<Long> find(List<Attribute> attributes) {
        return cryptoki.find(handle, attributes);
    }

    /** @throws CryptokiException with CKR_USER_NOT_LOGGED_IN: a token shows no private keys then */
    void requireLogin() {
        if (!cryptoki.isLoggedIn(handle)) {
            throw new CryptokiException(Entry.C_GetSessionInfo, ReturnCode.CKR_USER_NOT_LOGGED_IN);
        }
    }

    Optional<byte[]> attribute(long object, Attribute.Type type) {
        return cryptoki.attribute(handle, object, type);
    }

    void generate(Mechanism mechanism, List<Attribute> publicHalf, List<Attribute> privateHalf) {
        cryptoki.generateKeyPair(handle, mechanism, publicHalf, privateHalf);
    }

    byte[] decrypt(Mechanism mechanism, long key, byte[] block) {
        return cryptoki.decrypt(handle, mechanism, key, block, block.length);
    }

    byte[] sign(Mechanism mechanism, long key, byte[] message, int limit) {
        return cryptoki.sign(handle, mechanism, key, message, limit);
    }
}
