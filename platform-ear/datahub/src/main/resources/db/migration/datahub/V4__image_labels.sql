create index prediction_image_label on prediction_image ((line ->> 'label'), number);
