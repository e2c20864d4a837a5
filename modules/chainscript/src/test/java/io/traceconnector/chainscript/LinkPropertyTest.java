package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LinkPropertyTest {
    @Property
    void comesBackFromItsJson(@ForAll("links") Link link) {
        assertThat(LinkJson.read(LinkJson.write(link))).isEqualTo(link);
        assertThat(LinkJson.read(LinkJson.tree(link))).isEqualTo(link);
    }

    @Property
    void keepsItsProtobufBytes(@ForAll("links") Link link) {
        Link again = LinkJson.read(LinkJson.write(link));
        for (LinkProtobuf.Zeros zeros : LinkProtobuf.Zeros.values()) {
            assertThat(LinkProtobuf.write(again, zeros)).isEqualTo(LinkProtobuf.write(link, zeros));
        }
    }

    @Property
    void hasTheProtobufBytesThatTheLibraryWrites(@ForAll("links") Link link) {
        for (LinkProtobuf.Zeros zeros : LinkProtobuf.Zeros.values()) {
            assertThat(LinkProtobuf.write(link, zeros)).isEqualTo(LibraryProtobuf.write(link, zeros));
        }
    }

    @Property
    void hasTheProtobufBytesThatTheLibraryWritesHoweverLong(@ForAll @IntRange(max = 40_000) int size) {
        LinkMeta meta = new LinkMeta.Builder()
                .mapId("é\uD800".repeat(size % 300))
                .outDegree(-size)
                .data(Bytes.takeOwnershipOf(new byte[size]))
                .build();
        Link link = new Link("1.0.0", Bytes.EMPTY, meta, List.of());
        assertThat(LinkProtobuf.write(link, LinkProtobuf.Zeros.OMITTED))
                .isEqualTo(LibraryProtobuf.write(link, LinkProtobuf.Zeros.OMITTED));
    }

    @Property
    void isSignedAsItsJsonIsWritten(@ForAll("links") Link link) {
        for (Bytes data : List.of(Bytes.EMPTY, link.data())) {
            Link like = new Link(Link.VERSION, data, link.meta(), link.signatures(), link.explicitZeros());
            Optional<UnsignedLink> unsigned = UnsignedLink.of(like);
            unsigned.ifPresent(text -> {
                assertThat(text.digest()).isEqualTo(LinkSignatures.digest(like, PayloadPath.DEFAULT));
                assertThat(text.json(like)).isEqualTo(LinkJson.write(like));
            });
        }
    }

    @Property
    void isSignedOverTheSameBytesByTheShortWayAndByTheTree(@ForAll("links") Link link) {
        byte[] direct = PayloadPath.DEFAULT.payload(link);
        assertThat(CanonicalJson.canonicalize(direct)).isEqualTo(direct);
        assertThat(PayloadPath.parse("[ version , data , meta ]").payload(link)).isEqualTo(direct);
        assertThat(PayloadPath.parse("[ version , data , meta ]").payload(link, PayloadView.WITH_DEFAULTS))
                .isEqualTo(PayloadPath.DEFAULT.payload(link, PayloadView.WITH_DEFAULTS));
    }

    @Property
    void isTheSameLinkToClientsThatForgetZeros(@ForAll("links") Link link) {
        Link plain = link.withoutExplicitZeros();
        assertThat(LinkProtobuf.write(plain, LinkProtobuf.Zeros.EXPLICIT))
                .isEqualTo(LinkProtobuf.write(link, LinkProtobuf.Zeros.OMITTED));
    }

    @Provide
    static Arbitrary<Link> links() {
        return Combinators.combine(
                        texts(), bytes(), metas(), signatures().list().ofMaxSize(2), Arbitraries.of(true, false))
                .as((version, data, meta, signatures, empty) -> LinkJson.read(LinkJson.write(new Link(
                        version.isEmpty() ? "1.0.0" : version,
                        data,
                        meta,
                        signatures,
                        empty ? new ExplicitZeros(Set.of("meta", "data")) : ExplicitZeros.NONE))));
    }

    private static Arbitrary<LinkMeta> metas() {
        Arbitrary<LinkReference> references =
                Combinators.combine(bytes(), texts()).as(LinkReference::new);
        Arbitrary<LinkMeta.Builder> places = Combinators.combine(
                        texts(),
                        bytes(),
                        Arbitraries.doubles(),
                        references.list().ofMaxSize(2),
                        Arbitraries.integers())
                .as((client, previous, priority, refs, degree) -> new LinkMeta.Builder()
                        .clientId(client)
                        .prevLinkHash(previous)
                        .priority(priority)
                        .refs(refs)
                        .outDegree(degree));
        Arbitrary<List<String>> tags = texts().list().ofMaxSize(3);
        Arbitrary<Set<String>> zeros = Arbitraries.of(
                        "clientId",
                        "prevLinkHash",
                        "priority",
                        "outDegree",
                        "process",
                        "mapId",
                        "action",
                        "step",
                        "data")
                .set();
        return Combinators.combine(places, texts(), texts(), tags, bytes(), zeros)
                .as((place, process, action, tag, data, zero) -> place.process(new LinkProcess(process, ""))
                        .mapId(action)
                        .action(action)
                        .tags(tag)
                        .data(data)
                        .explicitZeros(new ExplicitZeros(zero))
                        .build());
    }

    private static Arbitrary<LinkSignature> signatures() {
        return Combinators.combine(texts(), texts(), bytes(), bytes()).as(LinkSignature::new);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(6);
    }

    private static Arbitrary<Bytes> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(Bytes::copyOf);
    }
}
