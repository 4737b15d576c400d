package io.ostiary.policy.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values make an ARN of a form. */
class ArnTemplateMatchTest {
  private static final Map<String, String> INSTALLATION =
      Map.of("Partition", "aws", "Region", "", "Account", "111122223333");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arn:${Partition}:s3:::${Bucket}/${Key}         | arn:aws:s3:::b/k           | {Bucket=b, Key=k}",
        "arn:${Partition}:s3:::${Bucket}/${Key}         | arn:aws:s3:::b/a/b/        | {Bucket=b, Key=a/b/}",
        "arn:${Partition}:s3:::${Bucket}/${Key}         | arn:aws:s3:::b             | none",
        "arn:${Partition}:s3:::${Bucket}/${Key}         | arn:aws:s3:::b/            | none",
        "arn:${Partition}:s3:::${Bucket}/${Key}         | arn:aws:s3:::/k            | none",
        "arn:${Partition}:s3:::${Bucket}                | arn:aws-cn:s3:::b          | none",
        "arn:${Partition}:d:${Region}:${Account}:doc/${Id} | arn:aws:d::111122223333:doc/7 | {Id=7}",
        "arn:${Partition}:d:${Region}:${Account}:doc/${Id} | arn:aws:d::999988887777:doc/7 | none",
        "arn:${Partition}:d:${Region}:${Account}:doc/${Id} | arn:aws:d:eu:111122223333:doc/7 | none",
        "arn:${Partition}:d:::${Id}/text                | arn:aws:d:::7/text         | {Id=7}",
        "arn:${Partition}:d:::${Id}/text                | arn:aws:d:::a/text/7/text  | {Id=a/text/7}",
        "arn:${Partition}:d:::${Id}/text                | arn:aws:d:::7/texts        | none",
        "arn:${Partition}:d:::${Id}/${Id}               | arn:aws:d:::7/7            | {Id=7}",
        "arn:${Partition}:d:::${Id}/${Id}               | arn:aws:d:::7/8            | none",
        "arn:${Partition}:d:::${One}${Two}              | arn:aws:d:::12             | none",
        "arn:${Partition}:d:::all                       | arn:aws:d:::all            | {}",
        "arn:${Partition}:d:::all                       | arn:aws:d:::all/7          | none",
        "arn:${Partition}:d:::${Id}                     | arn:aws:d:::*              | {Id=*}",
      })
  void finds(String template, String arn, String values) {
    assertThat(
            ArnTemplate.parse(template)
                .match(arn, INSTALLATION::get)
                .map(found -> new TreeMap<>(found).toString())
                .orElse("none"))
        .isEqualTo(values);
  }
}
