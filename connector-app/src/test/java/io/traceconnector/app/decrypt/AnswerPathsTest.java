package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerPathsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{t {id}}",
                "{t {state {data}}}",
                "{t {data linkHash}}",
                "{t {raw: id}}",
                "{t {raw {x}}}",
                "{t {data meta {recipients: x}}}"
            })
    void findsNoLinkWhereNoneIsSelected(String query) {
        assertThat(AnswerTrial.paths(query).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{t {raw}}",
                "{t {x: raw}}",
                "{t {... on L {...F}}} fragment F on L {y {raw}}",
                "{t {data meta}}",
                "{t {d: data m: meta {recipients {k}}}}"
            })
    void findsLinks(String query) {
        assertThat(AnswerTrial.paths(query).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{n {... on A {x: raw} ... on B {x: data}}}",
                "{n {... on A {x: raw} ... on B {x: config}}}",
                "{n {... on A {x: id} ... on B {x: linkHash} raw}}",
                "{n {... on A {x: head {raw}} ... on B {x: tail {raw}}}}",
                "{n {... on A {x: config} ... on B {x: trace {raw}}}}",
                "{n {... on A {x: trace {raw}} ...F}} fragment F on B {x: config}",
                "{n {... on A {x: a {y: config}} ... on B {x: b {y: trace {raw}}}}}",
                "{n {... on A {raw} ... on B {raw {x}}}}",
                "{n {data meta {... on A {recipients: x} ... on B {recipients}}}}"
            })
    void refusesAKeyThatStandsForALinkAndForSomethingElse(String query) {
        assertRefused(query, "graphql_ambiguous_key");
    }

    @Test
    void mergesSelectionsOfTheSameField() {
        assertThatCode(() -> AnswerTrial.paths(
                        "{t {x: a {raw} x: a {data}} ...F} fragment F on Q {t {... on T {x: a {linkHash raw}}}}"))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesFragmentsThatMultiply() {
        StringBuilder query = new StringBuilder("{...F0}");
        for (int i = 0; i < 40; i++) {
            query.append(" fragment F%d on T {a {...F%d} b {...F%d}}".formatted(i, i + 1, i + 1));
        }
        assertRefused(query + " fragment F40 on T {raw}", "graphql_too_complex");
    }

    @Test
    void refusesFragmentsThatAreSpreadOverAndOver() {
        StringBuilder query = new StringBuilder("{...F0}");
        for (int i = 0; i < 40; i++) {
            query.append(" fragment F%d on T {...F%d ...F%d}".formatted(i, i + 1, i + 1));
        }
        assertRefused(query + " fragment F40 on T {raw}", "graphql_too_complex");
    }

    @Test
    void refusesAnEndlessAliasAndEndlessDepth() {
        assertRefused("{" + "a".repeat(300) + ": t {raw}}", "graphql_too_complex");
        assertRefused("{" + "t{".repeat(70) + "raw" + "}".repeat(71), "graphql_too_complex");
    }

    private static void assertRefused(String query, String code) {
        assertThatThrownBy(() -> AnswerTrial.paths(query)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.status()).isEqualTo(400);
        });
    }
}
