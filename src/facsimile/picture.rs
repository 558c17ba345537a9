//! Pictures as rows of pixels, and as PNG files.

use crate::segmentation::layout::Rect;
use std::io;

/// A picture without transparency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Pixels of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Row by row from the top, for each pixel red, green, blue and 255.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// White paper.
    pub fn blank(width: usize, height: usize) -> Picture {
        Picture { width, height, pixels: vec![255; width * height * 4] }
    }

    /// The colour of a pixel.
    pub fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * 4;
        [self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]]
    }

    /// Puts a part of another picture, in pixels of that, where its top left corner comes to `x` and `y`; what does not
    /// fit is left out.
    pub fn paste(&mut self, other: &Picture, part: Rect, (x, y): (usize, usize)) {
        let clamp = |edge: f32, most: usize| (edge.round().max(0.0) as usize).min(most);
        let (left, right) = (clamp(part.left, other.width), clamp(part.right, other.width));
        let (top, bottom) = (clamp(part.top, other.height), clamp(part.bottom, other.height));
        let count = right.saturating_sub(left).min(self.width.saturating_sub(x)) * 4;
        for row in top..bottom.min(top + self.height.saturating_sub(y)) {
            let from = (row * other.width + left) * 4;
            let to = ((y + row - top) * self.width + x) * 4;
            self.pixels[to..to + count].copy_from_slice(&other.pixels[from..from + count]);
        }
    }

    /// Red, green and blue of each pixel.
    pub fn rgb(&self) -> Vec<u8> {
        self.pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    }

    /// The picture as a PNG file.
    ///
    /// # Errors
    /// Where it has no pixels.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(&self.rgb())?;
        Ok(out)
    }
}
