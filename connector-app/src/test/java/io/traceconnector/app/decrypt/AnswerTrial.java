package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.decrypt.AnswerRewriter.RawMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** One rewriting of one answer, with whatever opener and bounds the test wants. */
final class AnswerTrial {

    static final Set<OrganisationId> OURS = Set.of(new OrganisationId("ours"));
    static final AnswerConfig DEFAULTS = new AnswerConfig(16 << 20, 1 << 20, 64, 256 << 10);

    private final LinkOpener opener;
    private final AnswerConfig config;
    private final RawMode mode;
    private final FakeDecrypted decrypted = new FakeDecrypted();

    private AnswerTrial(LinkOpener opener, AnswerConfig config, RawMode mode) {
        this.opener = opener;
        this.config = config;
        this.mode = mode;
    }

    static AnswerTrial of(LinkOpener opener) {
        return new AnswerTrial(opener, DEFAULTS, RawMode.DEFAULT);
    }

    AnswerTrial with(AnswerConfig other) {
        return new AnswerTrial(opener, other, mode);
    }

    AnswerTrial with(RawMode other) {
        return new AnswerTrial(opener, config, other);
    }

    String rewrite(String query, String answer) {
        return rewrite(query, new ByteArrayInputStream(answer.getBytes(UTF_8)));
    }

    String rewrite(String query, InputStream answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rewrite(query, answer, out);
        return out.toString(UTF_8);
    }

    void rewrite(String query, InputStream answer, ByteArrayOutputStream out) {
        try {
            new AnswerRewriter(opener, config).rewrite(paths(query), OURS, mode, decrypted, answer, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of each link that was decrypted, in order: its hash, or nothing. */
    List<Optional<LinkHash>> decrypted() {
        return decrypted.links();
    }

    static AnswerPaths paths(String query) {
        return AnswerPaths.of(request(query));
    }

    static GraphqlRequest request(String query) {
        return GraphqlRequest.parse(JsonMapper.shared()
                .writeValueAsBytes(JsonMapper.shared().createObjectNode().put("query", query)));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
