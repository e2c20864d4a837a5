package io.traceconnector.app.keys;

import io.traceconnector.chainscript.PrivateKeyPem;
import java.util.List;

/** What a key ring under test is to hold for an organisation. */
public record Custody(List<PrivateKeyPem> decryption, PrivateKeyPem signing) {}
