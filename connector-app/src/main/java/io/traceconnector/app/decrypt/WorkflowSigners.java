package io.traceconnector.app.decrypt;

import io.micrometer.core.instrument.Counter;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.trace.AccountKey;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing keys of one workflow's accounts. The configuration's word counts for the accounts that it names; of every other account the
 * first key seen stays, and one that comes later is not known.
 */
final class WorkflowSigners {

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowSigners.class);
    private static final Pattern ACCOUNT = Pattern.compile("\\S{1,64}");

    /** Further accounts are not pinned, so their signatures stay unknown. */
    private static final int MAX_ACCOUNTS = 100_000;

    /** Further changed keys are not reported. */
    private static final int MAX_REPORTED = 1_000;

    private final String workflow;
    private final Map<String, List<KeyId>> configured;
    private final PinFiles files;
    private final Counter changedKeys;
    private final Set<KeyId> reported = new HashSet<>();
    private final boolean pinning;
    private Map<String, KeyId> pins;
    private boolean saved = true;
    private volatile Map<KeyId, String> accounts;

    WorkflowSigners(String workflow, Map<String, List<KeyId>> configured, PinFiles files, Counter changedKeys) {
        this.workflow = workflow;
        this.configured = configured;
        this.files = files;
        this.changedKeys = changedKeys;
        Optional<Map<String, KeyId>> read = read();
        pinning = read.isPresent();
        pins = read.orElseGet(Map::of);
        accounts = byKey();
    }

    Optional<String> account(KeyId key) {
        return Optional.ofNullable(accounts.get(key));
    }

    /** Pins the keys of accounts that have none yet. */
    synchronized void learn(List<AccountKey> stated) {
        if (!pinning) {
            return;
        }
        Map<String, KeyId> seen = new LinkedHashMap<>();
        for (AccountKey account : stated) {
            fingerprint(account).ifPresent(key -> meet(account.account(), key, seen));
        }
        if (!seen.isEmpty() || !saved) {
            pins.putAll(seen);
            save();
            accounts = byKey();
        }
    }

    private void meet(String account, KeyId key, Map<String, KeyId> seen) {
        Optional<KeyId> pinned = Optional.ofNullable(pins.get(account));
        if (pinned.isEmpty()) {
            if (pins.size() + seen.size() < MAX_ACCOUNTS) {
                seen.putIfAbsent(account, key);
            }
        } else if (!pinned.get().equals(key) && reported.size() < MAX_REPORTED && reported.add(key)) {
            changedKeys.increment();
            LOG.atWarn()
                    .addKeyValue("workflow", workflow)
                    .addKeyValue("account", account)
                    .addKeyValue("pinned", pinned.get().spkiSha256())
                    .addKeyValue("stated", key.spkiSha256())
                    .log(
                            "Trace states another signing key for an account than the one first seen; what it signs is not shown as"
                                    + " verified. If the change is genuine, list both keys under pinned-signers");
        }
    }

    private Optional<KeyId> fingerprint(AccountKey stated) {
        boolean pinnable = ACCOUNT.matcher(stated.account()).matches() && !configured.containsKey(stated.account());
        return pinnable
                ? PublicKeyPem.fingerprintOf(stated.signingKeyPem()).map(key -> new KeyId(key.hex()))
                : Optional.empty();
    }

    private Optional<Map<String, KeyId>> read() {
        try {
            return Optional.of(files.read(workflow));
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("workflow", workflow)
                    .setCause(e)
                    .log(
                            "the pins of a workflow's signers cannot be read, so no signer is known but those under pinned-signers;"
                                    + " restore the file, or remove it to pin what Trace states now, and restart");
            return Optional.empty();
        }
    }

    private void save() {
        try {
            pins = files.add(workflow, pins);
            saved = true;
        } catch (IOException e) {
            saved = false;
            LOG.atError()
                    .addKeyValue("workflow", workflow)
                    .setCause(e)
                    .log("the pins of a workflow's signers cannot be written; they hold until the connector stops");
        }
    }

    private Map<KeyId, String> byKey() {
        Map<KeyId, String> found = new HashMap<>();
        configured.forEach((account, keys) -> keys.forEach(key -> found.putIfAbsent(key, account)));
        pins.forEach((account, key) -> {
            if (!configured.containsKey(account)) {
                found.putIfAbsent(key, account);
            }
        });
        return Map.copyOf(found);
    }
}
