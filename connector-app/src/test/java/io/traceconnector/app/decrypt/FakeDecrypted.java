package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what it is told. */
final class FakeDecrypted implements DecryptedLinks {

    private final List<Optional<LinkHash>> links = new ArrayList<>();

    List<Optional<LinkHash>> links() {
        return links;
    }

    @Override
    public void decrypted(LinkHash link) {
        links.add(Optional.of(link));
    }

    @Override
    public void decryptedUnnamed() {
        links.add(Optional.empty());
    }
}
