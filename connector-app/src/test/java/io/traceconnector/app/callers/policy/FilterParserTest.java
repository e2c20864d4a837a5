package io.traceconnector.app.callers.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.LinkValues;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterParserTest {

    private static final String DATA = """
            {"region":"EU","amount":10,"open":true,"lines":[{"sku":"a"},{"sku":"b"}],"odd name":"x","none":null,"in":"q"}""";

    private static boolean holds(String filter, Map<String, Set<String>> claims) throws FilterException {
        return LinkValues.of(TestingPolicies.link("7", DATA))
                .pass(FilterParser.parse(filter).bind(new Subject(Set.of(), claims), true));
    }

    private static boolean holds(String filter) throws FilterException {
        return holds(filter, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "region = \"EU\" | region = \"US\"",
                "region = \"EU\" | region = \"eu\"",
                "region != \"US\" | region != \"EU\"",
                "region != \"US\" | missing != \"US\"",
                "not missing = \"US\" | not region = \"EU\"",
                "region in (\"US\", \"EU\") | region in (\"US\",\"UK\")",
                "lines.sku = \"b\" | lines.sku = \"c\"",
                "lines.sku != \"c\" | lines.sku != \"a\"",
                "open = true | open = false",
                "open != false | open != true",
                "amount = 10 | amount = 10.5",
                "amount != 11 | amount != 1e1",
                "amount < 10.5 | amount < 10",
                "amount <= 10 | amount <= 9.99",
                "amount > -1 | amount > 10",
                "amount >= 10 | amount >= 10.000001",
                "exists region | exists none",
                "\"odd name\" = \"x\" | \"odd name\" = \"y\"",
                "\"in\" = \"q\" | \"in\" = \"z\"",
                "link.workflow = \"7\" | link.workflow = \"8\"",
                "region = \"EU\" and open = true | region = \"EU\" and open = false",
                "region = \"US\" or open = true | region = \"US\" or open = false",
                "region = \"EU\" or open = true and open = false | (region = \"EU\" or open = true) and open = false",
                "not (open = false) | not (open = true)",
                "everything | not everything"
            })
    void eachFormHoldsWhereItShouldAndNowhereElse(String holds, String fails) throws FilterException {
        assertThat(holds(holds)).as(holds).isTrue();
        assertThat(holds(fails)).as(fails).isFalse();
    }

    @Test
    void aClaimMatchesByAnyOfItsValues() throws FilterException {
        assertThat(holds("region in ${claims.regions}", Map.of("regions", Set.of("US", "EU"))))
                .isTrue();
        assertThat(holds("region in ${claims.regions}", Map.of("regions", Set.of("US"))))
                .isFalse();
        assertThat(holds("not region in ${claims.regions}", Map.of("regions", Set.of("US"))))
                .isTrue();
        assertThat(holds("not region in ${claims.regions}", Map.of("regions", Set.of("EU"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "region in ${claims.none}",
                "not region in ${claims.none}",
                "region in ${claims.empty}",
                "not region in ${claims.empty}",
                "not (region = \"US\" or region in ${claims.blank})",
                "not not region in ${claims.none}",
                "region in ${claims.long}",
                "not region in ${claims.long}",
                "not region in ${claims.longer}"
            })
    void aClaimThatIsMissingEmptyOrTooLongMatchesNothingNotEvenTurnedRound(String filter) throws FilterException {
        String tooLong = "x".repeat(256);
        Map<String, Set<String>> claims = Map.of(
                "empty", Set.of(), "blank", Set.of(""), "long", Set.of(tooLong), "longer", Set.of("US", tooLong));

        assertThat(holds(filter, claims)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "region = EU | quotes around the text EU (at character 10)",
                "region = | expects a text",
                "region | expects =",
                "region == \"EU\" | expects a text",
                "region < \"EU\" | compares numbers only",
                "region = \"EU | not closed",
                "region = \"EU\" region = \"US\" | expects and, or, or the end",
                "(region = \"EU\" | expects )",
                "amount = 1e400 | too large",
                "amount = 1-2 | not a number",
                "amount = 0x10 | is not a number",
                "region in () | expects texts in quotes",
                "region in \"EU\" | expects (",
                "region = ${claims.x} | region in ${claims.x}",
                "region in ${claims.} | ${claims.name}",
                "region in ${x} | ${claims.name}",
                "link.hash = \"x\" | link.workflow",
                "and = \"x\" | in quotes where",
                "region = \"a\\n\" | backslash",
                "region ~ \"x\" | does not take ~",
                "'' | name of a field"
            })
    void whatCannotBeUnderstoodIsToldWithItsPlace(String filter, String message) {
        assertThatThrownBy(() -> FilterParser.parse(filter))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining(message.strip());
    }

    @Test
    void boundsAreKept() throws FilterException {
        assertThat(holds("not ".repeat(48) + "open = true")).isTrue();
        assertThatThrownBy(() -> FilterParser.parse("not ".repeat(51) + "open = true"))
                .hasMessageContaining("50 levels");
        assertThatThrownBy(() -> FilterParser.parse("region = \"" + "x".repeat(256) + "\""))
                .hasMessageContaining("255");
        assertThatThrownBy(() -> FilterParser.parse(" ".repeat(4097))).hasMessageContaining("4096");
    }
}
