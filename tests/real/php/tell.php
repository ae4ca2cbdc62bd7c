<?php
// Says as JSON what the blog holds, by WordPress' own database: each post that anyone may read.
require $argv[1] . '/wp-load.php';
$all = ['post_type' => 'post', 'post_status' => 'publish', 'has_password' => false, 'numberposts' => -1];
foreach (get_posts($all) as $post) {
    $told[] = [
        'slug' => urldecode($post->post_name),
        'url' => get_permalink($post),
        'title' => get_the_title($post),
        'content' => apply_filters('the_content', preg_replace('/<!--(more|nextpage).*?-->/', '', $post->post_content)),
        'author' => get_the_author_meta('display_name', $post->post_author),
        'published' => $post->post_date_gmt,
        'modified' => $post->post_modified_gmt,
    ];
}
echo json_encode($told ?? [], JSON_THROW_ON_ERROR);
