package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.KeyFingerprint;
import io.traceconnector.chainscript.PublicKeyPem;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The signers' keys that the configuration pins, by workflow and account. */
record PinnedAccounts(Map<String, Map<String, List<KeyId>>> workflows) {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-fA-F]{64}");

    /** @throws IllegalArgumentException naming the entry that is neither a public key nor a fingerprint */
    static PinnedAccounts of(Map<String, Map<String, List<String>>> configured) {
        Map<String, Map<String, List<KeyId>>> workflows = new HashMap<>();
        configured.forEach((workflow, accounts) -> {
            Map<String, List<KeyId>> keys = new HashMap<>();
            accounts.forEach((account, texts) -> keys.put(
                    account,
                    texts.stream().map(text -> key(workflow, account, text)).toList()));
            workflows.put(workflow, Map.copyOf(keys));
        });
        return new PinnedAccounts(Map.copyOf(workflows));
    }

    Map<String, List<KeyId>> of(String workflow) {
        return workflows.getOrDefault(workflow, Map.of());
    }

    private static KeyId key(String workflow, String account, String text) {
        if (FINGERPRINT.matcher(text.strip()).matches()) {
            return new KeyId(HexFormat.of().formatHex(HexFormat.of().parseHex(text.strip())));
        }
        return PublicKeyPem.fingerprintOf(text)
                .map(KeyFingerprint::hex)
                .map(KeyId::new)
                .orElseThrow(() -> new IllegalArgumentException("pinned-signers." + workflow + "." + account
                        + " must be public keys as PEM text or their SHA-256 fingerprints in 64 hexadecimal digits"));
    }
}
