package io.traceconnector.sandbox.faults;

import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.sandbox.faults.Forger.Forged;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.world.Crypto;
import java.io.IOException;
import java.util.Optional;

/** Gives links to clients: as they are stored, or as a fault has them. A link that several faults strike suffers the first. */
public final class LinkServing {

    private final Faults faults;
    private final LinkStore links;
    private final Forger forger;

    public LinkServing(Faults faults, LinkStore links, Crypto crypto) {
        this.faults = faults;
        this.links = links;
        this.forger = new Forger(crypto);
    }

    /** Whether pages leave it out. */
    public boolean removes(LinkEntry entry) {
        return strikes(FaultName.REMOVED_LINK, entry);
    }

    public ServedLink serve(LinkEntry entry) throws IOException {
        if (strikes(FaultName.WRONG_HASH, entry)) {
            byte[] wrong = entry.hash().clone();
            wrong[0] ^= 1;
            return new ServedLink(entry, wrong, Optional.empty());
        }
        return forged(entry)
                .map(forged -> new ServedLink(entry, forged.hash(), Optional.of(forged.raw())))
                .orElseGet(() -> ServedLink.asStored(entry));
    }

    private Optional<Forged> forged(LinkEntry entry) throws IOException {
        if (strikes(FaultName.WRONG_SIGNATURE, entry)) {
            return Optional.of(forger.withWrongSignature(link(entry)));
        }
        if (strikes(FaultName.REWRITTEN_LINK, entry)) {
            return Optional.of(forger.rewritten(link(entry)));
        }
        if (strikes(FaultName.FORGED_SIGNER, entry)) {
            return Optional.of(forger.signedByNobody(link(entry)));
        }
        if (strikes(FaultName.COPIED_CIPHERTEXT, entry)) {
            return forger.withCiphertextOf(link(other(entry)), link(entry));
        }
        return Optional.empty();
    }

    private boolean strikes(FaultName name, LinkEntry entry) {
        return faults.strikes(name, (entry.workflow() << Integer.SIZE) | entry.position());
    }

    /** The link before it in its workflow, or the one after it for the first. */
    private LinkEntry other(LinkEntry entry) throws IOException {
        int count = links.linkCount(entry.workflow());
        int place = entry.position() > 1 ? entry.position() - 2 : Math.min(1, count - 1);
        return links.links(entry.workflow(), place, place + 1).getFirst();
    }

    private Link link(LinkEntry entry) throws IOException {
        return LinkJson.read(links.raw(entry));
    }
}
