package io.traceconnector.sandbox.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scalars of Trace's schema. */
final class Scalars {

    private Scalars() {}

    static List<GraphQLScalarType> all() {
        return List.of(
                scalar("BigInt", new TextCoercing(Scalars::bigInt)),
                scalar("UUID", new TextCoercing(text -> UUID.fromString(text).toString())),
                scalar("Cursor", new TextCoercing(Function.identity())),
                scalar("Datetime", new TextCoercing(Function.identity())),
                scalar("BigFloat", new TextCoercing(text -> new BigDecimal(text).toString())),
                scalar("JSON", new JsonCoercing()));
    }

    private static GraphQLScalarType scalar(String name, Coercing<?, ?> coercing) {
        return GraphQLScalarType.newScalar().name(name).coercing(coercing).build();
    }

    private static String bigInt(String text) {
        return Long.toString(new BigDecimal(text).longValueExact());
    }

    /** A scalar that is text in answers, and text or a number in requests. */
    private record TextCoercing(Function<String, String> check) implements Coercing<String, String> {

        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            return value.toString();
        }

        @Override
        public String parseValue(Object input, GraphQLContext context, Locale locale) {
            if (!(input instanceof String) && !(input instanceof Number)) {
                throw new CoercingParseValueException("not text and not a number");
            }
            try {
                return check.apply(input.toString());
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new CoercingParseValueException("not a value of this type");
            }
        }

        @Override
        public String parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            String text = switch (input) {
                case StringValue string -> string.getValue();
                case IntValue number -> number.getValue().toString();
                default -> throw new CoercingParseLiteralException("not text and not a number");
            };
            try {
                return check.apply(text);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new CoercingParseLiteralException("not a value of this type");
            }
        }
    }

    /** Any JSON value: a tree of maps and lists in requests, {@link RawJson} or such a tree in answers. */
    private static final class JsonCoercing implements Coercing<Object, Object> {

        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseValue(Object input, GraphQLContext context, Locale locale) {
            return input;
        }

        @Override
        public @Nullable Object parseLiteral(
                Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            return literal(input, variables);
        }

        private static @Nullable Object literal(Value<?> input, CoercedVariables variables) {
            return switch (input) {
                case NullValue _ -> null;
                case StringValue string -> string.getValue();
                case BooleanValue bool -> bool.isValue();
                case IntValue number -> number.getValue();
                case FloatValue number -> number.getValue();
                case EnumValue word -> word.getName();
                case VariableReference reference -> variables.get(reference.getName());
                case ArrayValue array -> {
                    List<@Nullable Object> list = new ArrayList<>();
                    for (Value<?> element : array.getValues()) {
                        list.add(literal(element, variables));
                    }
                    yield list;
                }
                case ObjectValue object -> {
                    Map<String, @Nullable Object> map = new LinkedHashMap<>();
                    for (ObjectField field : object.getObjectFields()) {
                        map.put(field.getName(), literal(field.getValue(), variables));
                    }
                    yield map;
                }
                default -> throw new CoercingParseLiteralException("not a JSON value");
            };
        }
    }
}
