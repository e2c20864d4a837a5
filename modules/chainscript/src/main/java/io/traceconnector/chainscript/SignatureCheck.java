package io.traceconnector.chainscript;

import java.util.Optional;

/**
 * What came out of checking one signature of a link. That it is valid says nothing about who signed.
 *
 * @param key who signed, or claims to; empty if the key cannot be read
 * @param error why it is not valid: {@code signature-version}, {@code signature-malformed}, {@code signature-invalid},
 *     {@code signature-count}, {@code payload-path}, or the code of a key that cannot be read
 */
public record SignatureCheck(boolean valid, Coverage covers, Optional<PublicKeyPem> key, Optional<String> error) {
    static SignatureCheck valid(Coverage covers, PublicKeyPem key) {
        return new SignatureCheck(true, covers, Optional.of(key), Optional.empty());
    }

    static SignatureCheck invalid(Coverage covers, Optional<PublicKeyPem> key, String error) {
        return new SignatureCheck(false, covers, key, Optional.of(error));
    }
}
